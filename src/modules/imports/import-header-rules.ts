import { delimiterOf } from './import-column-rules.js';

/** Where the row of column names stands. */
interface Header {
  /** Characters before it. */
  readonly begin: number;
  readonly delimiter: string;
}

/** Cells with nothing in them, whatever separates them. */
const BLANK = /^(?:[\s,;|]|"")*$/;

/** By which Excel is told what separates the columns. */
const SEPARATOR = /^"?sep=(?:([,;\t|])|.?)"?$/i;

/**
 * Finds the row of column names in the beginning of a file: below blank rows and what Excel is told
 * (`sep=;`), which comes before the guess when it is a separator that files may have.
 */
export function headerOf(text: string): Header {
  let begin = 0;
  let told: string | undefined;
  for (const [line, content = ''] of text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g)) {
    const separator = SEPARATOR.exec(content);
    if (separator === null && !BLANK.test(content)) {
      return { begin, delimiter: told ?? delimiterOf(content) };
    }
    told ??= separator?.[1];
    begin += line.length;
  }
  return { begin, delimiter: told ?? delimiterOf('') };
}
