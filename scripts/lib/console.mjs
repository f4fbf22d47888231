/** What is told to the person at the terminal: plain lines, no colours, so that a log reads the same. */

/** A fault that the person can mend: its message is the whole of what is printed. */
export class SetupError extends Error {
  /**
   * @param {string} message what is wrong and the line that mends it
   * @param {number} [exitCode] what the command ends with
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'SetupError';
    this.exitCode = exitCode;
  }
}

export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

export function warn(line) {
  process.stderr.write(`${line}\n`);
}

/** The steps of one command, numbered, each with how long it took. */
export class Progress {
  #total;
  #done = 0;

  /** @param {number} total how many steps there will be */
  constructor(total) {
    this.#total = total;
  }

  /**
   * Announces a step, does it, and says how it ended.
   * @template T
   * @param {string} title
   * @param {(note: (text: string) => void) => Promise<T> | T} work calls `note` with how the step was met
   * @param {{speaks?: boolean}} [options] whether the work tells its own progress
   * @returns {Promise<T>}
   */
  async step(title, work, { speaks = false } = {}) {
    this.#done += 1;
    say(`[${this.#done}/${this.#total}] ${title}`);
    const startedAt = Date.now();
    const tellTime = () => say(`      … ${secondsSince(startedAt)}`);
    const beat = speaks ? undefined : setInterval(tellTime, 10_000);
    let outcome = 'done';
    try {
      const result = await work((text) => {
        outcome = text;
      });
      say(`      ${outcome}, ${secondsSince(startedAt)}`);
      return result;
    } finally {
      clearInterval(beat);
    }
  }
}

function secondsSince(startedAt) {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}
