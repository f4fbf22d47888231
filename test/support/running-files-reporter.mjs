import { relative } from 'node:path';
import { writeFileSync } from 'node:fs';

/** Keeps the names of the test files that run, for whoever has to end a run that does not end. */
export default class RunningFilesReporter {
  #file = process.env.RUNNING_TEST_FILES;
  #running = new Set();

  onTestFileStart({ path }) {
    this.#running.add(relative('.', path));
    this.#write();
  }

  onTestFileResult({ path }) {
    this.#running.delete(relative('.', path));
    this.#write();
  }

  #write() {
    if (this.#file) writeFileSync(this.#file, JSON.stringify([...this.#running]));
  }
}
