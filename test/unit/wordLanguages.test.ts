import { describe, expect, it } from 'vitest';
import { findListed, readWords } from '../../functions/comments/judging/wordMatcher.ts';

type Row = readonly [language: string, entry: string, text: string, matches: boolean];

const isFound = (language: string, entry: string, text: string) =>
  findListed([entry], readWords(text, language)) === entry;

const signs: readonly Row[] = [
  ['en', '#1', 'We are #1!', true],
  ['en', '#1', 'number 1', false],
  ['en', '#1', '#12', false],
  ['en', 'http://', 'see http://a.example', true],
  ['en', 'http://', 'http is a protocol', false],
  ['en', 'http://', 'https://a.example', false],
  ['en', 'C++', 'I write C++.', true],
  ['en', 'C++', 'I write C.', false],
  ['en', "don't", 'I don’t', true],
  ['en', "don't", 'don t', false],
  ['uk', "п'ять", 'п’ять', true],
  ['en', 'e-mail', 'an e–mail', true],
  ['en', 'e-mail', 'e mail', false],
  ['en', 'a & b', 'a &\n b', true],
  ['en', 'a & b', 'a b', false],
  ['en', 'cheap pills', 'cheap, pills', true],
  ['en', '-casino-', 'best-casino-online', true],
  ['en', '-casino-', 'a casino', false],
  ['en', '_sex', 'x_sex', true],
  ['en', '_sex', 'sex', false],
  ['en', '://a', 'a man', false],
  ['en', 'a$$', 'a$$', true],
  ['en', 'U.S.', 'the U.S. Navy', true],
  ['en', 'U.S.', 'you s', false],
];

const addresses: readonly Row[] = [
  ['en', '.it', 'I like it', false],
  ['en', '.it', 'shop.it/x', true],
  ['en', '.it', 'SHOP.IT', true],
  ['en', '.it', 'The end.It was late', false],
  ['en', '.it', 'names under .it', false],
  ['en', '.top', 'The top of it', false],
  ['en', '.top', 'see cheap.top now', true],
  ['en', '.top', 'https://a.b.top/', true],
  ['en', '.top', 'cheap.top.example', false],
  ['en', '.co.uk', 'a.shop.co.uk', true],
  ['en', 'shop.example', 'www.shop.example', true],
  ['en', 'shop.example', 'me@shop.example', true],
  ['en', 'shop.example', 'SHOP。EXAMPLE', true],
  ['en', 'shop.example', 'Try shop.example.Then go', true],
  ['en', 'shop.example', 'myshop.example', false],
  ['en', 'shop.example', 'my-shop.example', false],
  ['en', 'shop.example', 'shop.example.org', false],
  ['en', 'shop.example', 'shop. example', false],
  ['en', 'https://www.shop.example/', 'http://shop.example', true],
  ['en', 'a@shop.example', 'A@SHOP.EXAMPLE', true],
  ['en', 'a@shop.example', 'aa@shop.example', false],
  ['en', 'a@shop.example', 'b.a@shop.example', false],
  ['en', 'a@shop.example', 'a@shop.example.org', false],
  ['en', '@shop.example', 'b.a@shop.example', true],
  ['en', '@shop.example', 'shop.example', false],
  ['en', 'bit.ly/3x', 'https://bit.ly/3x?y', true],
  ['en', 'bit.ly/3x', 'https://bit.ly/3xy', false],
  ['en', 'bit.ly/3x', 'https://bit.ly/4', false],
  ['en', 'münchen.example', 'xn--mnchen-3ya.example', true],
  ['en', 'münchen.example', 'munchen.example', false],
  ['ru', 'казино.рф', 'www.КАЗИНО.РФ', true],
];

const accents: readonly Row[] = [
  ['en', 'ano', 'año', true],
  ['es', 'ano', 'feliz año', false],
  ['es', 'ano', 'FELIZ AÑO', false],
  ['es', 'año', 'AÑO', true],
  ['es', 'año', 'an\u0303o', true],
  ['es', 'año', 'ano', false],
  ['es', 'cabron', 'cabrón', true],
  ['es', 'cabrón', 'cabron', false],
  ['fr', 'pede', 'pédé', true],
  ['fr', 'pédé', 'pede', false],
  ['it', 'perche', 'PERCHÉ', true],
  ['pt', 'cu', 'cú', true],
  ['tr', 'sik', 'sık', false],
  ['tr', 'sik', 'SIK', false],
  ['tr', 'sik', 'SİK', true],
  ['tr', 'sık', 'SIK', true],
  ['tr', 'ask', 'aşk', false],
  ['en', 'sik', 'sık', true],
  ['de', 'schwul', 'schwül', false],
  ['de', 'schwül', 'SCHWÜL', true],
  ['de', 'strasse', 'Straße', true],
  ['sv', 'far', 'får', false],
  ['en', 'far', 'får', true],
  ['hu', 'szar', 'szár', false],
  ['pl', 'sad', 'sąd', false],
  ['pl', 'laska', 'łaska', false],
  ['ro', 'pasta', 'păstă', false],
  ['cs', 'rad', 'řád', false],
  ['vi', 'cac', 'các', false],
  ['vi', 'cặc', 'CẶC', true],
  ['vi', 'cặc', 'các', false],
  ['ru', 'бои', 'бой', false],
  ['en', 'бои', 'бой', false],
  ['ru', 'все', 'всё', true],
  ['ru', 'всё', 'все', false],
  ['el', 'καζίνο', 'ΚΑΖΙΝΟ', true],
  ['el', 'νόμος', 'ΝΟΜΟΣ', true],
  ['el', 'νόμος', 'νομός', false],
  ['el', 'νομος', 'νόμος', true],
  ['es', 'ano*', 'años', false],
  ['es', 'año*', 'años', true],
];

const scripts: readonly Row[] = [
  ['ko', '카지노', '카지노는 나쁘다', true],
  ['ko', '카지노', '카지노에서만', true],
  ['ko', '카지노', '카지노들은', true],
  ['ko', '카지노', '인터넷카지노', false],
  ['ko', '바나나', '바나나는', true],
  ['ko', '고양이', '고양이가', true],
  ['ko', '게', '게이', false],
  ['ko', '카지노*', '카지노입니다', true],
  ['ar', 'كازينو', 'الكازينو', true],
  ['ar', 'كازينو', 'بالكازينو', true],
  ['ar', 'كازينو', 'وللكازينو', true],
  ['ar', 'كازينو', 'كازينوهات', false],
  ['ar', 'أحمق', 'احمق', true],
  ['ar', 'كلب', 'كَلْب', true],
  ['fa', 'کلب', 'كلب', true],
  ['he', 'קזינו', 'קָזִינוֹ', true],
  ['hi', 'जुआ', 'जुआ खेल', true],
  ['ja', 'バカ', 'このバカ', true],
  ['ja', 'バカ', 'リバ・カード', false],
  ['ja', 'アダルト・サイト', 'アダルト・サイトです', true],
  ['ja', 'アダルト・サイト', 'アダルトサイト', false],
  ['ja', 'カジノ', 'カジノー', true],
  ['ja', 'カジノ', 'ｶｼﾞﾉ', true],
  ['ja', 'はは', 'はば', false],
  ['zh', '赌博', '赌 博', true],
  ['zh', '赌博', '赌。博', false],
  ['th', 'พนัน', 'เล่นพนันออนไลน์', true],
];

const disguises: readonly Row[] = [
  ['en', 'fuck', 'f*ck', true],
  ['en', 'fuck', 'F**K', true],
  ['en', 'fuck', 'f***', false],
  ['en', 'fuck', 'f#ck', false],
  ['en', 'fuck', 'fuuuck', true],
  ['en', 'fuck', 'FUuuCK', true],
  ['en', 'ass', 'asssss', true],
  ['en', 'fuck*', 'fuuucking', true],
  ['en', 'good', '*good*', true],
  ['en', 'dune', '2*3*4', false],
  ['en', 'cop', 'сор', true],
  ['ru', 'cop', 'сор', false],
  ['ru', 'casino', 'сasino', true],
  ['ru', 'казино', 'кaзинo', true],
  ['ru', 'мат', 'mat', false],
  ['ko', '카지노', '카지노ooo', false],
];

describe.each([
  ['signs', signs],
  ['an address or a domain', addresses],
  ['accents', accents],
  ['a script of its own', scripts],
  ['disguises', disguises],
])('an entry with %s', (_with, rows) => {
  it.each(rows)('in %s, %s and %j: %s', (language, entry, text, matches) => {
    expect(isFound(language, entry, text)).toBe(matches);
  });
});

describe('an honest text', () => {
  it('holds none of the entries whose signs it has not', () => {
    const list = ['.it', '.the', '#a', 'there!', '-on-', 'ø'];

    const found = findListed(list, readWords('I like it there, on the boat: a lot.', 'en'));

    expect(found).toBeUndefined();
  });
});
