/** No request to the own machine or network by a link that somebody else wrote. */
import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const closed = new BlockList();
/** Addresses that are not on the public net: IANA special-purpose registries (RFC 6890 and its successors). */
const RANGES: [string, number, 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];
for (const [net, prefix, family] of RANGES) closed.addSubnet(net, prefix, family);

/** A host has an address that is not on the public net. */
export class PrivateAddressError extends Error {
  override name = 'PrivateAddressError';

  constructor(host: string, found: string) {
    super(
      `${host} has the address ${found}, which is not on the public net; if that is meant, set "private: true" for this host`,
    );
  }
}

/** Whether an address belongs to the own machine, a private net, or nobody. IPv4 inside IPv6 counts as the IPv4 address. */
export function isPrivateAddress(ip: string): boolean {
  const mapped = /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return isPrivateAddress(mapped);
  return closed.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');
}

/** @throws PrivateAddressError when the host is written as such an address */
export function refusePrivateLiteral(url: URL): void {
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && isPrivateAddress(literal)) throw new PrivateAddressError(url.host, literal);
}

/** Looks a name up as the system does, and refuses private addresses. The connection is made to what was checked. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '', 0);
    const bad = found.find(({ address }) => isPrivateAddress(address));
    if (bad) return callback(new PrivateAddressError(hostname, bad.address), '', 0);
    if (options.all) return callback(null, found);
    callback(null, found[0].address, found[0].family);
  });
};
