import { describe, expect, it } from '@jest/globals';
import { clientNetwork } from '../../../src/shared/client-network.js';

describe('the network that a client is counted under', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['203.0.113.7:54321', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:443', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::9', '2001:db8:1:3::/64'],
    ['fe80::1%eth0', 'fe80::/64'],
  ])('of %j is %s', (address, network) => {
    expect(clientNetwork(address)).toBe(network);
  });

  it.each([
    undefined,
    '',
    'unknown',
    'garbage',
    '203.0.113',
    '0xcb.0.113.7',
    '203.0.113.256',
    '203.0.113.7, 203.0.113.8',
    '203.0.113.7\u0000',
    '_hidden',
  ])('of %j, which is no address, is one for all', (address) => {
    expect(clientNetwork(address)).toBe('unknown');
  });
});
