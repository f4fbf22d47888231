import type { ImportEncoding } from './import-types.js';

type Decoder = InstanceType<typeof TextDecoder>;

/** Bytes of a stored piece of a file; all but the last have just as many. */
export const CHUNK_BYTES = 262_144;

/** A file as it is stored: UTF-8 without its mark, or what was no UTF-8 as it came. */
export interface StoredFile {
  readonly pieces: AsyncIterable<Buffer>;
  /** Known when all pieces were read. */
  encoding(): ImportEncoding;
}

const MARKS: ReadonlyArray<readonly [mark: Buffer, encoding: string]> = [
  [Buffer.from([0xef, 0xbb, 0xbf]), 'utf-8'],
  [Buffer.from([0xff, 0xfe]), 'utf-16le'],
  [Buffer.from([0xfe, 0xff]), 'utf-16be'],
];

/** What is looked at to tell the encoding. */
const HEAD_BYTES = 256;

/**
 * Reads a file in whatever encoding the field uses: UTF-16 by its mark or by where the zeros are,
 * UTF-8 if it is, else windows-1252. Memory does not grow with the file.
 */
export function toStoredFile(bytes: AsyncIterable<Buffer>): StoredFile {
  const check = new Utf8Check();
  return {
    pieces: inPieces(checked(withoutMark(bytes), check)),
    encoding: () => (check.isUtf8 ? 'utf-8' : 'windows-1252'),
  };
}

class Utf8Check {
  isUtf8 = true;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });

  look(bytes: Buffer | undefined): void {
    if (!this.isUtf8) return;
    try {
      this.decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      // That is what is to be found out.
      this.isUtf8 = false;
    }
  }
}

async function* checked(bytes: AsyncIterable<Buffer>, check: Utf8Check): AsyncGenerator<Buffer> {
  for await (const piece of bytes) {
    check.look(piece);
    yield piece;
  }
  check.look(undefined);
}

async function* withoutMark(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0);
  let decoder: Decoder | undefined;
  let isOpen = true;
  for await (const piece of bytes) {
    if (!isOpen) {
      yield decoded(piece, decoder);
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < HEAD_BYTES) continue;
    isOpen = false;
    decoder = decoderOf(head);
    yield decoded(withoutItsMark(head), decoder);
  }
  if (isOpen) {
    decoder = decoderOf(head);
    yield decoded(withoutItsMark(head), decoder);
  }
  if (decoder !== undefined) yield Buffer.from(decoder.decode());
}

function markOf(head: Buffer): readonly [mark: Buffer, encoding: string] | undefined {
  return MARKS.find(([mark]) => head.subarray(0, mark.length).equals(mark));
}

function withoutItsMark(head: Buffer): Buffer {
  return head.subarray(markOf(head)?.[0].length ?? 0);
}

function decoderOf(head: Buffer): Decoder | undefined {
  const encoding = markOf(head)?.[1] ?? unmarked(head.subarray(0, HEAD_BYTES));
  return encoding === undefined || encoding === 'utf-8' ? undefined : new TextDecoder(encoding);
}

/** Most of a row of names is ASCII: one of its two bytes is zero, on the side of the great end. */
function unmarked(head: Buffer): string | undefined {
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) * 4 <= head.length) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

function decoded(bytes: Buffer, decoder: Decoder | undefined): Buffer {
  return decoder === undefined ? bytes : Buffer.from(decoder.decode(bytes, { stream: true }));
}

async function* inPieces(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    parts.push(piece);
    length += piece.length;
    if (length < CHUNK_BYTES) continue;
    let all = Buffer.concat(parts);
    for (; all.length >= CHUNK_BYTES; all = all.subarray(CHUNK_BYTES)) {
      yield all.subarray(0, CHUNK_BYTES);
    }
    parts = [Buffer.from(all)];
    length = all.length;
  }
  if (length > 0) yield Buffer.concat(parts);
}
