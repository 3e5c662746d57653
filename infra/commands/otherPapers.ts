import type { SeedSet } from '../../seeds/load.ts';

/** A paper in another language, for pictures: its settings, and texts that take the place of the seeds'. */
export interface OtherPaper {
  readonly language: string;
  readonly timeZone: string;
  readonly title: string;
  readonly tagline: string;
  /** Titles of sections by name. */
  readonly sections: Readonly<Record<string, string>>;
  /** Headline, standfirst and author of each article, by the seed whose picture it has. */
  readonly articles: Readonly<Record<string, readonly [headline: string, standfirst: string, author: string]>>;
}

/** By the name in their pictures' files. */
export const otherPapers: Readonly<Record<string, OtherPaper>> = {
  arabic: {
    language: 'ar-EG',
    timeZone: 'Africa/Cairo',
    title: 'الرصيف',
    tagline: 'أخبار الميناء وما وراءه',
    sections: {
      abroad: 'العالم',
      home: 'المدينة',
      business: 'اقتصاد',
      science: 'علوم',
      culture: 'ثقافة',
      sport: 'رياضة',
    },
    articles: {
      'council-keeps-the-late-ferry': [
        'المجلس يُبقي على عبّارة المساء بفارق صوت واحد',
        'بعد جلسة امتدت حتى منتصف الليل، تقرر أن تنتظر العبّارة آخر ترام.',
        'ليلى منصور',
      ],
      'dock-band-and-the-borrowed-tuba': [
        'فرقة الميناء تعزف بآلة مستعارة',
        'وصلت الآلة قبل الحفل بساعة، وبقي صاحبها يستمع.',
        'سامي الخولي',
      ],
      'forty-umbrellas-and-a-cello': [
        'أربعون مظلة وآلة تشيلو واحدة',
        'المطر لم يوقف الحفل في الساحة القديمة.',
        'هدى رزق',
      ],
      'halleys-comet-rounds-the-sun': [
        'المذنّب يعود: أين تنظر الليلة',
        'يظهر فوق الأفق الغربي بعد الغروب بنصف ساعة.',
        'كريم عوض',
      ],
      'harrowmere-regatta-eights-by-a-canvas': [
        'سباق القوارب يُحسم عند الجسر الأخير',
        'فارق لا يتجاوز طول مجداف.',
        'نادر شكري',
      ],
      'how-bats-see-with-sound': ['كيف ترى الخفافيش بالصوت', 'صيحة قصيرة، وصدى يكفي لرسم الغرفة.', 'كريم عوض'],
      'lido-to-stay-open-all-winter': ['المسبح مفتوح طوال الشتاء', 'سبع درجات، وكوب من الشاي لمن يخرج.', 'نادر شكري'],
      'river-turbine-to-light-a-thousand-homes': [
        'توربين النهر ينير ألف بيت',
        'يدور مع المد والجزر، ولا يراه أحد.',
        'منى حجازي',
      ],
      'rovers-come-back-against-pellby': ['فوز متأخر في الضباب', 'لم يرَ الهدف إلا من سجله.', 'نادر شكري'],
    },
  },
  german: {
    language: 'de-DE',
    timeZone: 'Europe/Berlin',
    title: 'Der Hafenbote',
    tagline: 'Nachrichten vom Fluss und von jenseits der Kaimauer',
    sections: {
      abroad: 'Ausland',
      home: 'Stadt',
      business: 'Wirtschaft',
      science: 'Wissen',
      culture: 'Kultur',
      sport: 'Sport',
    },
    articles: {
      'council-keeps-the-late-ferry': [
        'Hafendampfschifffahrtsgesellschaft behält die Spätfähre, mit einer Stimme Mehrheit',
        'Nach einer Sitzung bis kurz vor Mitternacht wartet das letzte Schiff künftig auf die letzte Straßenbahn.',
        'Katharina Müller-Lüdenscheidt',
      ],
      'dock-band-and-the-borrowed-tuba': [
        'Die geliehene Tuba',
        'Sie kam eine Stunde vor dem Konzert, und ihr Besitzer blieb, um zuzuhören.',
        'Jörg Öhler',
      ],
      'forty-umbrellas-and-a-cello': [
        'Vierzig Schirme und ein Cello',
        'Der Regen hielt niemanden vom Marktplatz fern.',
        'Anke Weiß',
      ],
      'halleys-comet-rounds-the-sun': [
        'Der Komet kehrt zurück',
        'Wo er heute Abend steht, und warum man ein Fernglas braucht.',
        'Bernd Straßmeier',
      ],
      'harrowmere-regatta-eights-by-a-canvas': [
        'Achter gewinnt an der letzten Brücke',
        'Am Ende fehlte dem Favoriten eine Ruderlänge.',
        'Uwe Groß',
      ],
      'how-bats-see-with-sound': [
        'Wie Fledermäuse mit den Ohren sehen',
        'Ein kurzer Ruf, und das Echo zeichnet den Raum.',
        'Bernd Straßmeier',
      ],
      'lido-to-stay-open-all-winter': [
        'Das Freibad bleibt im Winter offen',
        'Sieben Grad, und ein heißer Tee für alle, die herauskommen.',
        'Uwe Groß',
      ],
      'river-turbine-to-light-a-thousand-homes': [
        'Flussturbine versorgt tausend Haushalte',
        'Sie dreht sich mit den Gezeiten, und niemand sieht sie.',
        'Jörg Öhler',
      ],
      'rovers-come-back-against-pellby': ['Spätes Tor im Nebel', 'Gesehen hat es nur, wer es schoss.', 'Uwe Groß'],
    },
  },
};

/** The seeds with the texts of another paper. */
export function inOtherWords(seeds: SeedSet, { language, sections, articles }: OtherPaper): SeedSet {
  return {
    ...seeds,
    sections: seeds.sections.map((section) => ({ ...section, title: sections[section.name] ?? section.title })),
    articles: seeds.articles.flatMap((seed) => {
      const texts = articles[seed.content.slug];
      if (!texts) return [];
      const [headline, standfirst, author] = texts;
      const other = { headline, standfirst, body: standfirst, kicker: '', shortHeadline: '', byline: [author] };
      return [{ ...seed, corrections: [], content: { ...seed.content, ...other, language, tags: [] } }];
    }),
    pages: [],
    menus: [],
    comments: [],
  };
}
