import { BlockList, isIPv4 } from 'node:net';

/** Whether an IP literal lies in the public part of its address space (IANA special-purpose registries). */
export function isPublicAddress(address: string): boolean {
  return isIPv4(address)
    ? !reserved.check(address, 'ipv4')
    : global6.check(address, 'ipv6') && !reserved.check(address, 'ipv6');
}

const reserved = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier NAT; a cloud's metadata service lives here too
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local and the metadata services of most clouds
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  reserved.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['2001::', 23], // protocol assignments, Teredo among them
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4 carries any IPv4 address
  ['3fff::', 20],
] as const) {
  reserved.addSubnet(net, prefix, 'ipv6');
}

/** All of today's public IPv6; loopback, mapped, NAT64, unique-local and link-local addresses lie outside. */
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
