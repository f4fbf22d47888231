const FINAL_TEXT = 0x81;
const TWO_BYTE_LENGTH = 126;
const EIGHT_BYTE_LENGTH = 127;
const LARGEST_SHORT = 125;
const LARGEST_MEDIUM = 65_535;

/**
 * A text message as it stands on the wire (RFC 6455, 5.2): header and text in one piece. Frames
 * of a server are not masked, so one piece serves every socket, and costs each one write.
 */
export function wireFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const headerLength = headerLengthOf(length);
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = FINAL_TEXT;
  if (length <= LARGEST_SHORT) {
    frame[1] = length;
  } else if (length <= LARGEST_MEDIUM) {
    frame[1] = TWO_BYTE_LENGTH;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = EIGHT_BYTE_LENGTH;
    frame.writeUIntBE(0, 2, 2);
    frame.writeUIntBE(length, 4, 6);
  }
  frame.write(text, headerLength);
  return frame;
}

function headerLengthOf(length: number): number {
  if (length <= LARGEST_SHORT) return 2;
  return length <= LARGEST_MEDIUM ? 4 : 10;
}
