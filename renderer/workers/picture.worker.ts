import { serveDoor } from "../../shared/host/rpc.ts";
import { holdMessages } from "./hold-messages.ts";
import { readCodeIn } from "./picture/read-code.ts";
import type { PictureDoor } from "../../shared/host/picture-door.ts";

const door: PictureDoor = { readCode: ({ file }) => readCodeIn(file) };
serveDoor(holdMessages(), door);
