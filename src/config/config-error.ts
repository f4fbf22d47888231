/** The environment does not make a configuration; carries every fault, without any value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not valid: ${faults.join('; ')}`);
  }
}
