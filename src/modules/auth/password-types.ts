/** Fewest characters of a password (NIST SP 800-63B, section 5.1.1.2). */
export const SHORTEST_PASSWORD = 8;

/** Most characters of a password; long enough for any passphrase, short enough to be hashed. */
export const LONGEST_PASSWORD = 128;
