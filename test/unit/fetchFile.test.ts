import { once } from 'node:events';
import { createServer, get, type RequestListener, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFileFetcher, type Network } from '../../functions/media/fetching/fetchFile.ts';
import { isPublicAddress } from '../../functions/media/fetching/publicAddress.ts';

describe('an address of the public internet', () => {
  it.each([
    '93.184.215.14',
    '8.8.8.8',
    '2606:2800:21f:cb07:6820:80da:af6b:8b2c',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
  ])('%s is one', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.0.8',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '2001:db8::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    '::127.0.0.1',
    '::7f00:1',
    'fec0::1',
    '100::1',
    '5f00::1',
    '::ffff:7f00:1',
    '64:ff9b::a9fe:a9fe',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    '2001:2::1',
    '2001:20::1',
    '3fff::1',
    'ff0e::1',
    '0.1.2.3',
    '100.100.100.200',
    '192.0.0.192',
    '192.88.99.1',
    '239.1.1.1',
    'fe80::1%eth0',
    '127.0.0.1.',
    '127.1',
    '0x7f.1',
    '2130706433',
    '0177.0.0.1',
    'localhost',
    '',
  ])('%s is none', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('a file from elsewhere', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** A fetcher for which every host is a server here, reached without encryption. */
  const fetcherFor = async (listener: RequestListener, network: Partial<Network> = {}) => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    return createFileFetcher({
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      get: (url, options, answered) => get(`http://${url.host}${url.pathname}`, { ...options, port }, answered),
      isAllowed: () => true,
      ...network,
    });
  };

  it('is fetched, without telling who fetches it', async () => {
    const asked = vi.fn();
    const fetchFile = await fetcherFor((request, response) => {
      asked(request.headers);
      response.end('bytes');
    });

    const file = await fetchFile('https://pictures.test/a.jpg', 100);

    expect(Buffer.from(file.bytes).toString()).toBe('bytes');
    expect(Object.keys(asked.mock.calls[0]?.[0] ?? {}).toSorted()).toEqual([
      'accept',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  it('is found behind redirects, each of which is checked', async () => {
    const resolve = vi.fn(async () => [{ address: '127.0.0.1', family: 4 }]);
    const fetchFile = await fetcherFor(
      (request, response) => {
        if (request.url === '/b') response.end('found');
        else response.writeHead(302, { location: 'https://elsewhere.test/b' }).end();
      },
      { resolve },
    );

    await expect(fetchFile('https://pictures.test/a', 100)).resolves.toMatchObject({ url: 'https://elsewhere.test/b' });
    expect(resolve.mock.calls).toEqual([['pictures.test'], ['elsewhere.test']]);
  });

  it.each([
    ['http://pictures.test/a', 'is not https'],
    ['file:///etc/passwd', 'is not https'],
    ['data:image/png;base64,AAAA', 'is not https'],
    ['https://pictures.test:8443/a', 'uses port 8443'],
    ['https://name:word@pictures.test/a', 'contains a name and password'],
    ['https://127.0.0.1%2f@pictures.test/a', 'contains a name and password'],
    ['https://pictures.test@inside.test/a', 'contains a name and password'],
    ['https://[fe80::1%25lo]/a', 'is no address'],
    ['https://256.1.1.1/a', 'is no address'],
    ['no address', 'is no address'],
    ['', 'is no address'],
  ])('is not fetched from %s', async (address, why) => {
    const asked = vi.fn();
    const fetchFile = await fetcherFor(asked);

    await expect(fetchFile(address, 100)).rejects.toThrow(why);
    expect(asked).not.toHaveBeenCalled();
  });

  it.each([
    ['a private one', ['10.0.0.1']],
    ['a public one and a private one', ['93.184.215.14', '127.0.0.1']],
    ['an IPv6 form of a private one', ['::ffff:10.0.0.1']],
  ])('is not fetched from a host whose address is %s', async (_what, addresses) => {
    const asked = vi.fn();
    const fetchFile = await fetcherFor(asked, {
      resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      isAllowed: isPublicAddress,
    });

    await expect(fetchFile('https://inside.test/a', 100)).rejects.toThrow('does not lead to the public internet');
    expect(asked).not.toHaveBeenCalled();
  });

  it.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://0x7f000001/',
    'https://017700000001/',
    'https://127.1/',
    'https://127.0.0.1./',
    'https://%31%32%37.0.0.1/',
    'https://①②⑦.⓪.⓪.①/',
    'https://127。0。0。1/',
    'https:\\\\127.0.0.1/',
    'https:127.0.0.1',
    'https://[::ffff:127.0.0.1]/',
    'https://[0:0:0:0:0:ffff:7f00:1]/',
    'https://[64:ff9b::169.254.169.254]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://localhost/',
    'https://LOCALHOST/',
  ])('is not fetched from %s, whatever it is written like', async (address) => {
    const { lookup } = await import('node:dns/promises');
    const fetchFile = await fetcherFor(vi.fn(), {
      resolve: (host) => lookup(host, { all: true }),
      isAllowed: isPublicAddress,
    });

    await expect(fetchFile(address, 100)).rejects.toThrow('does not lead to the public internet');
  });

  it.each([
    'http://pictures.test/b',
    'https://169.254.169.254/latest',
    'https://[::ffff:10.0.0.1]/',
    'https://167772161/',
    '//inside.test/b',
    'https://pictures.test:80/',
    'https://pictures.test@inside.test/b',
    'file:///etc/passwd',
  ])('is not fetched behind a redirect to %s', async (location) => {
    const fetchFile = await fetcherFor((_request, response) => void response.writeHead(307, { location }).end(), {
      isAllowed: (address) => address === '127.0.0.1',
      resolve: async (host) => [{ address: host === 'pictures.test' ? '127.0.0.1' : '10.0.0.1', family: 4 }],
    });

    await expect(fetchFile('https://pictures.test/a', 100)).rejects.toThrow(
      /is not https|public internet|uses port|contains a name/,
    );
  });

  it('connects to the address that was looked at, though the host has another one meanwhile', async () => {
    let asked = 0;
    const fetchFile = await fetcherFor((_request, response) => void response.end('first'), {
      resolve: async () => [{ address: asked++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }],
    });

    await expect(fetchFile('https://rebinding.test/a', 100)).resolves.toMatchObject({ bytes: Buffer.from('first') });
    expect(asked).toBe(1);
  });

  it.each<[string, RequestListener, string]>([
    ['is missing', (_request, response) => void response.writeHead(404).end(), 'answers 404'],
    [
      'says that it is too long',
      (_request, response) => response.writeHead(200, { 'content-length': 101 }).flushHeaders(),
      'is longer than 100 bytes',
    ],
    ['is too long', (_request, response) => void response.end('a'.repeat(101)), 'is longer than 100 bytes'],
    [
      'is cut off',
      (_request, response) => {
        response.writeHead(200, { 'content-length': 50 }).write('a', () => response.destroy());
      },
      'could not be reached',
    ],
    [
      'leads in a circle',
      (_request, response) => void response.writeHead(301, { location: '/a' }).end(),
      'leads on more than 5 times',
    ],
    [
      'is not as long as it says',
      (_request, response) => {
        response.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nbytes');
      },
      'could not be reached',
    ],
    [
      'says two lengths',
      (_request, response) => {
        response.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nbytes!');
      },
      'could not be reached',
    ],
    [
      'has endless headers',
      (_request, response) => {
        response.socket?.write(`HTTP/1.1 200 OK\r\n${'X-More: aaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(5_000)}`);
      },
      'could not be reached',
    ],
    [
      'is another protocol',
      (_request, response) => void response.socket?.end('SSH-2.0-OpenSSH_9.9\r\n'),
      'could not be reached',
    ],
    [
      'changes to another protocol',
      (_request, response) => {
        response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: tcp\r\nConnection: Upgrade\r\n\r\n');
      },
      'took longer than 0.2 s',
    ],
    [
      'is announced without end',
      (request, response) => {
        const again = setInterval(() => response.writeEarlyHints({ link: '</a>; rel=preload' }), 5);
        request.socket.once('close', () => clearInterval(again));
      },
      'took longer than 0.2 s',
    ],
    [
      'drips',
      (request, response) => {
        const again = setInterval(() => response.write('a'), 5);
        request.socket.once('close', () => clearInterval(again));
      },
      'took longer than 0.2 s',
    ],
    [
      'leads on ten times',
      ({ url = '' }, response) => void response.writeHead(302, { location: `/${Number(url.slice(1)) + 1 || 1}` }).end(),
      'leads on more than 5 times',
    ],
    [
      'leads on slowly',
      ({ url }, response) => void setTimeout(() => response.writeHead(302, { location: `${url}a` }).end(), 80),
      'took longer than 0.2 s',
    ],
    [
      'leads to no address',
      (_request, response) => void response.writeHead(301, { location: 'https://[' }).end(),
      'leads to what is no address',
    ],
    ['is never sent', () => {}, 'took longer than 0.2 s'],
    [
      'never ends',
      (_request, response) => {
        response.write('a');
      },
      'took longer than 0.2 s',
    ],
  ])('that %s is refused', async (_what, listener, why) => {
    const fetchFile = await fetcherFor(listener, { milliseconds: 200 });

    await expect(fetchFile('https://pictures.test/a', 100)).rejects.toThrow(why);
  });

  it('is taken as it is sent, though it says that it is compressed', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const fetchFile = await fetcherFor(
      (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );

    const { bytes } = await fetchFile('https://pictures.test/a', 100_000);

    expect(bytes.length).toBe(bomb.length);
  });

  it('is taken up to the length that it says', async () => {
    const fetchFile = await fetcherFor((_request, response) => {
      response.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbytes and more');
    });

    const { bytes } = await fetchFile('https://pictures.test/a', 100);

    expect(Buffer.from(bytes).toString()).toBe('bytes');
  });

  it('leaves no connection behind, whatever became of it', async () => {
    let open = 0;
    const answers: Record<string, RequestListener> = {
      '/long': (_request, response) => void response.end('a'.repeat(1_000_000)),
      '/missing': (_request, response) => void response.writeHead(404).end('a'.repeat(1_000_000)),
      '/away': (_request, response) => void response.writeHead(302, { location: '/file' }).end('a'.repeat(1_000_000)),
      '/file': (_request, response) => void response.end('bytes'),
      '/never': () => {},
    };
    const fetchFile = await fetcherFor(
      (request, response) => {
        open += 1;
        request.socket.once('close', () => {
          open -= 1;
        });
        answers[request.url ?? '']?.(request, response);
      },
      { milliseconds: 300 },
    );

    await Promise.allSettled(Object.keys(answers).map((path) => fetchFile(`https://pictures.test${path}`, 100)));

    await vi.waitFor(() => expect(open).toBe(0));
  });

  it('is refused when its host does not exist, or never resolves', async () => {
    const nowhere = await fetcherFor(vi.fn(), { resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    const slow = await fetcherFor(vi.fn(), { resolve: () => new Promise(() => {}), milliseconds: 100 });

    await expect(nowhere('https://pictures.test/a', 100)).rejects.toThrow('names a host that does not exist');
    await expect(slow('https://pictures.test/a', 100)).rejects.toThrow('took longer than 0.1 s');
  });
});
