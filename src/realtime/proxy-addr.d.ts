declare module 'proxy-addr' {
  import type { IncomingMessage } from 'node:http';

  type Trust = (address: string, distance: number) => boolean;

  interface ProxyAddr {
    (request: IncomingMessage, trust: Trust): string;
    compile(addresses: readonly string[]): Trust;
  }

  const proxyAddr: ProxyAddr;
  export = proxyAddr;
}
