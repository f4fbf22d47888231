const DEEPEST = 64;
const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/** JSON that is not understood, or could be understood in two ways. */
export class JsonFormError extends Error {
  override readonly name = 'JsonFormError';
}

/**
 * Reads JSON as RFC 8259 has it, and besides refuses what its section 4 warns of: a name that an
 * object has twice, of which readers take the first, the last or neither. Also refuses more than
 * 64 levels: what walks such a value recursively would run out of stack. Throws `JsonFormError`.
 */
export function parseStrictJson(text: string): unknown {
  const written = countMembers(text);
  const value = parse(text);
  // One of two members of the same name is lost in the value, however its name was escaped.
  if (membersOf(value) !== written) throw new JsonFormError('An object has a name twice.');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new JsonFormError('This is not JSON.', { cause });
  }
}

/** The colons outside of strings, one for each member. */
function countMembers(text: string): number {
  let depth = 0;
  let members = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = endOfString(text, index + 1);
    else if (code === COLON) members += 1;
    else depth += depthChange(code);
    if (depth > DEEPEST) throw new JsonFormError('This is nested too deeply.');
  }
  return members;
}

function endOfString(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) return index;
    if (code === BACKSLASH) index += 1;
  }
  return text.length;
}

/** `[` and `{` differ from their partners by 2, in ASCII. */
function depthChange(code: number): number {
  if (code === 0x5b || code === 0x7b) return 1;
  return code === 0x5d || code === 0x7d ? -1 : 0;
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  let members = Array.isArray(value) ? 0 : inner.length;
  for (const one of inner) members += membersOf(one);
  return members;
}
