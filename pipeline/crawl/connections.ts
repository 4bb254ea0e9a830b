/** Connections to hosts: public addresses only, today's TLS, and exceptions per host by setting. */
import { constants } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { rootCertificates, type TLSSocket } from 'node:tls';
import { Agent, buildConnector } from 'undici';
import { publicLookup, refusePrivateLiteral } from './private-address.ts';
import { hostSettingsOf, type Plan } from './sources.ts';

const CONNECT_MS = 30_000;
/** Longest silence of a server in the middle of an answer. */
const SILENCE_MS = 60_000;

/** What a host is told about TLS: null for plain HTTP. */
type OnProtocol = (host: string, protocol: string) => void;

/** The connections of one crawl. */
export class Connections {
  readonly #plan: Plan;
  readonly #onProtocol: OnProtocol;
  readonly #agents = new Map<string, Agent>();

  /** @param onProtocol told the TLS version of every connection to a host that may use an old one */
  constructor(plan: Plan, onProtocol: OnProtocol) {
    this.#plan = plan;
    this.#onProtocol = onProtocol;
  }

  /** @throws PrivateAddressError when the address is a private one and the host may not have one */
  agentFor(url: URL): Agent {
    const settings = hostSettingsOf(this.#plan, url);
    if (!settings.private) refusePrivateLiteral(url);
    const known = this.#agents.get(url.origin);
    if (known) return known;
    const tls = { ...(settings.old_tls && OLD_TLS), ...(settings.ca && { ca: withOwn(settings.ca) }) };
    const connector = buildConnector({
      timeout: CONNECT_MS,
      allowH2: false,
      ...tls,
      ...(!settings.private && { lookup: publicLookup }),
    });
    const agent = new Agent({
      connections: 1,
      pipelining: 1,
      headersTimeout: SILENCE_MS,
      bodyTimeout: SILENCE_MS,
      connect: (options, callback) =>
        connector(options, (...result) => {
          const [error, socket] = result;
          if (!error && settings.old_tls) this.#onProtocol(url.host, protocolOf(socket));
          callback(...result);
        }),
    });
    this.#agents.set(url.origin, agent);
    return agent;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#agents.values()].map((agent) => agent.destroy()));
  }
}

/** What servers need that have not been renewed for a decade. Certificates are checked all the same. */
const OLD_TLS = {
  minVersion: 'TLSv1',
  ciphers: 'DEFAULT@SECLEVEL=0',
  secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
} as const;

const withOwn = (file: string) => [...rootCertificates, readFileSync(file, 'utf8')];

const protocolOf = (socket: Socket | TLSSocket) => ('getProtocol' in socket ? socket.getProtocol() : null) ?? 'none';
