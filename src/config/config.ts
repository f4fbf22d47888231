/** The checked configuration; `load-config.ts` is the only reader of the environment. */
export interface Config {
  readonly production: boolean;
  readonly http: {
    readonly port: number;
    readonly host: string;
    /** Hops or addresses of proxies that may speak for clients; none by default. */
    readonly trustProxy: number | readonly string[];
    readonly allowedOrigins: readonly string[];
    readonly rateLimitPerMinute: number;
    /** Absent: plain HTTP, for a proxy that speaks TLS in our place. */
    readonly tls?: TlsFiles;
  };
  readonly roles: ReadonlySet<ProcessRole>;
  readonly logLevel: string;
  readonly database: { readonly url: string; readonly sslCaFile?: string };
  /** Absent: the product runs without Redis, more slowly. */
  readonly redisUrl?: string;
  /** PEM file of the authority that signed the certificate of Redis; absent: the known ones. */
  readonly redisSslCaFile?: string;
  readonly cache: {
    /** False: all answers come from the database; of changes others are told all the same. */
    readonly keeps: boolean;
    /** Tells the environments apart that share a Redis. */
    readonly prefix: string;
  };
  /** PKCS#8 PEM of the EC P-256 key that signs access tokens. */
  readonly signingKeyPem: string;
  /** Published and believed beside it: the next one, and the one before. */
  readonly otherSigningKeyPems?: readonly string[];
  /** With which those who run the product get tokens; absent: they get none. */
  readonly opsClientSecret?: string;
  /** Whose tokens are believed besides our own. */
  readonly oidcIssuers?: readonly OidcIssuerConfig[];
  /** 32 bytes each in base64: the first seals what is kept sealed, all of them open it. */
  readonly dataEncryptionKeys: readonly [string, ...string[]];
  readonly leadScoring?: { readonly url: string; readonly apiKey?: string };
  /** Base URL of the VIN service; absent: VINs are read by their characters alone. */
  readonly vpicBaseUrl?: string;
  readonly sms: SmsConfig;
  readonly mail: MailConfig;
  /** Where the links in mails lead, without a slash at its end; absent: mails have no links. */
  readonly publicUrl?: string;
}

/** PEM files of our own TLS; they are read again when they have been renewed. */
export interface TlsFiles {
  readonly keyFile: string;
  /** Our certificate, and those between it and the authority. */
  readonly certFile: string;
  /** Given: only clients with a certificate of this authority are let in. */
  readonly clientCaFile?: string;
}

/** An outside issuer of tokens, for the users of one organization. */
export interface OidcIssuerConfig {
  /** As it stands in `iss`. */
  readonly issuer: string;
  /** What has to stand in `aud`. */
  readonly audience: string;
  readonly organizationId: string;
  /** Where its keys are; absent: its discovery document tells. */
  readonly jwksUri?: string;
  readonly emailClaim: string;
  readonly emailVerifiedClaim: string;
  /** False: the address is believed as it stands. */
  readonly requireEmailVerified: boolean;
  /** What has to stand in `amr`, such as `mfa`; absent: how somebody logged in is not looked at. */
  readonly requiredAmr?: string;
}

export type ProcessRole = 'api' | 'realtime' | 'worker';

export type SmsConfig =
  | { readonly provider: 'log' }
  | {
      readonly provider: 'twilio';
      readonly baseUrl: string;
      readonly accountSid: string;
      readonly authToken: string;
      readonly from: string;
    };

export type MailConfig =
  | { readonly provider: 'log' }
  | {
      readonly provider: 'smtp';
      readonly url: string;
      readonly from: string;
      readonly sslCaFile?: string;
    };
