import type { Question, QuestionName } from "./model.ts";

/** Questions whose possible answers do not hang on the layout. `utc-offset`: minutes ahead of UTC. Words of an answer: `intake-rules:answer.<question>.<answer>`. */
export const openQuestions = {
  "utc-offset": { name: "utc-offset", options: ["0", "180", "300", "360", "420", "480"] },
  direction: { name: "direction", options: ["deposit", "withdrawal"] },
  "decimal-sign": { name: "decimal-sign", options: ["point", "comma"] },
  "kazakh-clock": { name: "kazakh-clock", options: ["300", "360"] },
  currency: { name: "currency", options: ["KZT", "USD", "EUR", "RUB", "CNY"] },
} as const satisfies Partial<Record<QuestionName, Omit<Question, "answer">>>;
export type OpenQuestion = keyof typeof openQuestions;
