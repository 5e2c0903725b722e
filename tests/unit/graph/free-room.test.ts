import { expect, test } from "vitest";
import { type Box, freeRooms, overlap, roomiest } from "../../../renderer/features/graph/free-room.ts";

const stage = { width: 700, height: 440 };
const whole: Box = { left: 0, top: 0, right: 700, bottom: 440 };
const legend: Box = { left: 10, right: 682, top: 372, bottom: 430 };
const map: Box = { left: 540, right: 690, top: 10, bottom: 102 };

test("with nothing over the chart all of it is free", () => {
  expect(freeRooms(stage, [])).toEqual([whole]);
  expect(roomiest(stage, [])).toEqual(whole);
});

test("free rooms lie under nothing, and none of them could be larger", () => {
  const rooms = freeRooms(stage, [legend, map]);
  expect(rooms.some((room) => [legend, map].some((cover) => overlap(room, cover)))).toBe(false);
  expect(rooms).toContainEqual({ left: 0, top: 102, right: 700, bottom: 372 });
  expect(rooms).toContainEqual({ left: 0, top: 0, right: 540, bottom: 372 });
  expect(new Set(rooms.map((room) => JSON.stringify(room))).size).toBe(rooms.length);
});

test("the roomiest is the largest; a chart that is covered but for slivers is taken whole", () => {
  expect(roomiest(stage, freeRooms(stage, [legend, map]))).toEqual({ left: 0, top: 0, right: 540, bottom: 372 });
  const sheet: Box = { left: 30, right: 670, top: 30, bottom: 420 };
  expect(roomiest(stage, freeRooms(stage, [sheet]))).toEqual(whole);
});

test("what lies partly outside the chart takes only what is inside", () => {
  expect(freeRooms(stage, [{ left: -20, right: 100, top: -5, bottom: 900 }])).toEqual([{ left: 100, top: 0, right: 700, bottom: 440 }]);
});
