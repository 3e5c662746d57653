import { describe, expect, it } from 'vitest';
import { parseRedirects } from '../../infra/cli/redirectFiles.ts';

describe('redirects in a file', () => {
  it('are rows of from, to and status', () => {
    const text = '/a,/b\n/c,https://example.org/,301\r\n"/d,e","/f ""g""",308\n\n/gone,,410\n/temporary,/x,302\n,/y\n';

    expect(parseRedirects('old.csv', text)).toEqual([
      { number: 1, from: '/a', to: '/b', status: 301 },
      { number: 2, from: '/c', to: 'https://example.org/', status: 301 },
      { number: 3, from: '/d,e', to: '/f "g"', status: 301 },
      { number: 5, from: '/gone', to: null, status: 410 },
      { number: 6, fault: 'has the status 302; it must be 301 or 410' },
      { number: 7, fault: 'has no address' },
    ]);
  });

  it('are where the first row says, as the plugin Redirection exports them', () => {
    const text = 'source,target,regex,code,type,hits\n/a,/b,0,301,url,4\n^/x(.*),/y$1,1,301,url,2\n';

    expect(parseRedirects('redirection.csv', text)).toEqual([
      { number: 2, from: '/a', to: '/b', status: 301 },
      { number: 3, fault: 'is a regular expression; only * at the end is understood' },
    ]);
  });

  it('are lines of a host', () => {
    const text = [
      '# old',
      '/a /b',
      '/blog/*  /home/:splat  301! # moved',
      '/c/:year /d/:year',
      '/e /f 302',
      '/g',
      '/h /i 301 Country=nl',
    ].join('\n');

    expect(parseRedirects('_redirects', text)).toEqual([
      { number: 2, from: '/a', to: '/b', status: 301 },
      { number: 3, from: '/blog/*', to: '/home/*', status: 301 },
      { number: 4, fault: 'has a placeholder; only * and :splat are understood' },
      { number: 5, fault: 'has the status 302; it must be 301 or 410' },
      { number: 6, fault: 'has no target' },
      { number: 7, fault: 'has more than an address, a target and a status: Country=nl' },
    ]);
  });

  it('are in no other file', () => {
    expect(() => parseRedirects('redirects.txt', '')).toThrow('redirects.txt is neither a .csv nor called _redirects.');
  });
});
