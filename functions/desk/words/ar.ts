import { speaker } from '../../words/speaker.ts';
import type { DeskWordsIn } from './en.ts';

export const ar: DeskWordsIn = (locale) => {
  const { plural, number } = speaker<'ar'>(locale);
  const total = (count: number, exact: boolean) => (exact ? number(count) : `${number(count)} أو أكثر`);
  return {
    language: locale,
    desk: 'غرفة التحرير',
    skip: 'إلى المحتوى',
    nav: 'غرفة التحرير',
    today: 'اليوم',
    articles: 'المقالات',
    comments: 'التعليقات',
    theSite: 'قراءة الصحيفة',
    signedInAs: (name) => `تم الدخول باسم ${name}`,
    signOut: 'تسجيل الخروج',
    signOutEverywhere: 'تسجيل الخروج من كل الأجهزة',
    signIn: 'تسجيل الدخول',
    states: { draft: 'المسودات', scheduled: 'المجدولة', published: 'المنشورة', withdrawn: 'المسحوبة' },
    state: { draft: 'مسودة', scheduled: 'مجدول', published: 'منشور', withdrawn: 'مسحوب' },
    unpublishedChanges: 'تغييرات غير منشورة',
    lists: 'الحالات',
    section: 'القسم',
    allSections: 'كل الأقسام',
    show: 'عرض',
    next: 'الصفحة التالية',
    previous: 'الصفحة السابقة',
    pages: 'صفحات هذه القائمة',
    noArticles: 'لا شيء هنا.',
    noneOfSection: (count) => `لا يوجد في هذا القسم أي من المقالات التي بحثت فيها هذه الصفحة، وعددها ${number(count)}.`,
    noHeadline: 'بلا عنوان بعد',
    goesOut: 'يصدر',
    cameOut: 'صدر',
    changed: 'عُدّل',
    changedBy: (name) => `بقلم ${name}`,
    goesOutSoon: 'يصدر خلال 24 ساعة',
    nothingGoesOut: 'لا شيء مجدول للساعات الأربع والعشرين القادمة.',
    allScheduled: 'كل ما هو مجدول',
    myDrafts: 'مسوداتي',
    noDrafts: 'ليس بين أحدث المسودات ما هو لك.',
    allDrafts: 'كل المسودات',
    commentsWait: 'تُحصى التعليقات المنتظرة في صفحتها.',
    held: 'محتجزة',
    reported: 'مُبلّغ عنها',
    heldComments: (count, exact) => {
      const many = `${total(count, exact)} تعليقًا محتجزًا.`;
      return exact
        ? plural(count, {
            zero: 'لا تعليقات محتجزة.',
            one: 'تعليق واحد محتجز.',
            two: 'تعليقان محتجزان.',
            few: `${number(count)} تعليقات محتجزة.`,
            many,
            other: `${number(count)} تعليق محتجز.`,
          })
        : many;
    },
    reportedComments: (count, exact) => {
      const many = `${total(count, exact)} تعليقًا أبلغ عنها القراء.`;
      return exact
        ? plural(count, {
            zero: 'لم يبلغ القراء عن أي تعليق.',
            one: 'تعليق واحد أبلغ عنه القراء.',
            two: 'تعليقان أبلغ عنهما القراء.',
            few: `${number(count)} تعليقات أبلغ عنها القراء.`,
            many,
            other: `${number(count)} تعليق أبلغ عنه القراء.`,
          })
        : many;
    },
    facts: 'عن هذا المقال',
    facet: {
      state: 'الحالة',
      section: 'القسم',
      byline: 'الكاتب',
      slug: 'العنوان الإلكتروني',
      language: 'اللغة',
      tags: 'الوسوم',
      created: 'أُنشئ',
      changed: 'آخر تعديل',
      version: 'النسخة',
    },
    preview: 'معاينة',
    onTheSite: 'على الموقع',
    backTo: (list) => `العودة إلى ${list}`,
    failure: {
      missingTitle: 'لا شيء هنا',
      missingText: 'لا توجد صفحة بهذا العنوان، أو حُذف ما كان هنا.',
      forbiddenTitle: 'هذه الصفحة ليست لك',
      forbiddenText: (group) => `هي لأعضاء المجموعة «${group}». يمكن لمن يدير حسابات الصحيفة أن يضيفك إليها.`,
      noGroupText: 'لست في أي مجموعة من هذه الصحيفة. يمكن لمن يدير الحسابات أن يضيفك إلى «editors» أو «moderators».',
      troubleTitle: 'حدث خطأ ما',
      troubleText: 'لم يتغير شيء. يُرجى المحاولة بعد قليل.',
      badTitle: 'تعذّر ذلك',
      crossSiteTitle: 'جاء هذا النموذج من موقع آخر',
      crossSiteText: 'لم يُنفّذ شيء. يُرجى فتح الصفحة هنا والإرسال منها.',
      expiredTitle: 'هذا النموذج من جلسة سابقة',
      expiredText: 'لم يُنفّذ شيء بعد، وما كتبته في الأسفل. اقرأه ثم أرسله من جديد.',
      signedOutTitle: 'لقد سُجّل خروجك',
      signedOutText: 'لم يُنفّذ شيء بعد، وما كتبته في الأسفل. سجّل الدخول في لسان جديد، ثم عد وأرسله من جديد.',
      kept: 'ما كتبته',
      sendAgain: 'إرسال من جديد',
    },
    session: {
      unfinishedTitle: 'لم تسجّل الدخول',
      expired: 'بدأ هذا الدخول في متصفح آخر أو منذ وقت طويل، أو استُعمل من قبل.',
      refused: 'لم يُسجّل دخولك حيث يوجد حسابك.',
      tooLong: 'رموز حسابك أطول مما يحفظه المتصفح. أخبر من يدير الصحيفة.',
      again: 'تسجيل الدخول من جديد',
      signedOutTitle: 'لقد سُجّل خروجك',
      signedOutText: 'نسيتك غرفة التحرير على هذا الحاسوب.',
      goingOn: 'يجري تسجيل خروجك من حسابك …',
      continue: 'متابعة',
    },
  };
};
