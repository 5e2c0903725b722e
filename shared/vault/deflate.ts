import { type Bytes, concatBytes } from "../kernel/bytes.ts";

/** Raw DEFLATE (RFC 1951) by the platform. */
export function deflate(content: Bytes): Promise<Bytes> {
  return collect(streamOf(content).pipeThrough(new CompressionStream("deflate-raw")), Number.POSITIVE_INFINITY);
}

/** The content, or null when it is no DEFLATE or is longer than `most` bytes. */
export async function inflate(packed: Bytes, most: number): Promise<Bytes | null> {
  try {
    return await collect(streamOf(packed).pipeThrough(new DecompressionStream("deflate-raw")), most);
  } catch (problem) {
    if (problem instanceof TypeError || problem instanceof RangeError) return null;
    throw problem;
  }
}

function streamOf(content: Bytes): ReadableStream<Bytes> {
  return new ReadableStream<Bytes>({
    start(controller) {
      controller.enqueue(content);
      controller.close();
    },
  });
}

async function collect(stream: ReadableStream<Bytes>, most: number): Promise<Bytes> {
  const [reader, pieces] = [stream.getReader(), [] as Bytes[]];
  let length = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    length += piece.value.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError("longer than allowed");
    }
    pieces.push(piece.value);
  }
  return concatBytes(...pieces);
}
