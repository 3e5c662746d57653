import { speaker } from '../../words/speaker.ts';
import type { DeskWordsIn } from './en.ts';

export const de: DeskWordsIn = (locale) => {
  const { plural, number } = speaker<'de'>(locale);
  const total = (count: number, exact: boolean) => (exact ? number(count) : `${number(count)} oder mehr`);
  return {
    language: locale,
    desk: 'Redaktion',
    skip: 'Zum Inhalt',
    nav: 'Redaktion',
    today: 'Heute',
    articles: 'Artikel',
    comments: 'Kommentare',
    theSite: 'Zur Zeitung',
    signedInAs: (name) => `Angemeldet als ${name}`,
    signOut: 'Abmelden',
    signOutEverywhere: 'Überall abmelden',
    signIn: 'Anmelden',
    states: { draft: 'Entwürfe', scheduled: 'Geplant', published: 'Veröffentlicht', withdrawn: 'Zurückgezogen' },
    state: { draft: 'Entwurf', scheduled: 'Geplant', published: 'Veröffentlicht', withdrawn: 'Zurückgezogen' },
    unpublishedChanges: 'Änderungen nicht veröffentlicht',
    lists: 'Stand',
    section: 'Ressort',
    allSections: 'Alle Ressorts',
    show: 'Anzeigen',
    next: 'Nächste Seite',
    previous: 'Vorige Seite',
    pages: 'Seiten dieser Liste',
    noArticles: 'Hier ist nichts.',
    noneOfSection: (count) =>
      `Keiner der ${number(count)} Artikel, die diese Seite durchgesehen hat, steht in diesem Ressort.`,
    noHeadline: 'Noch ohne Überschrift',
    goesOut: 'Erscheint',
    cameOut: 'Erschienen',
    changed: 'Geändert',
    changedBy: (name) => `von ${name}`,
    goesOutSoon: 'Erscheint in den nächsten 24 Stunden',
    nothingGoesOut: 'Für die nächsten 24 Stunden ist nichts geplant.',
    allScheduled: 'Alles Geplante',
    myDrafts: 'Meine Entwürfe',
    noDrafts: 'Keiner der neuesten Entwürfe ist von Ihnen.',
    allDrafts: 'Alle Entwürfe',
    commentsWait: 'Wartende Kommentare werden auf ihrer eigenen Seite gezählt.',
    held: 'Zurückgehalten',
    reported: 'Gemeldet',
    heldComments: (count, exact) =>
      exact
        ? plural(count, {
            one: `${number(count)} Kommentar wird zurückgehalten.`,
            other: `${number(count)} Kommentare werden zurückgehalten.`,
          })
        : `${total(count, exact)} Kommentare werden zurückgehalten.`,
    reportedComments: (count, exact) =>
      exact
        ? plural(count, {
            one: `${number(count)} Kommentar wurde gemeldet.`,
            other: `${number(count)} Kommentare wurden gemeldet.`,
          })
        : `${total(count, exact)} Kommentare wurden gemeldet.`,
    facts: 'Zu diesem Artikel',
    facet: {
      state: 'Stand',
      section: 'Ressort',
      byline: 'Autorenzeile',
      slug: 'Adresse',
      language: 'Sprache',
      tags: 'Schlagwörter',
      created: 'Angelegt',
      changed: 'Letzte Änderung',
      version: 'Fassung',
    },
    preview: 'Vorschau',
    onTheSite: 'Auf der Website',
    backTo: (list) => `Zurück zu ${list}`,
    failure: {
      missingTitle: 'Hier ist nichts',
      missingText: 'Die Redaktion hat unter dieser Adresse keine Seite, oder was hier war, wurde gelöscht.',
      forbiddenTitle: 'Diese Seite ist nicht für Sie',
      forbiddenText: (group) =>
        `Sie ist für Personen in der Gruppe „${group}“. Wer die Konten der Zeitung verwaltet, kann Sie aufnehmen.`,
      noGroupText:
        'Sie sind in keiner Gruppe dieser Zeitung. Wer die Konten verwaltet, kann Sie in „editors“ oder „moderators“ aufnehmen.',
      troubleTitle: 'Etwas ist schiefgegangen',
      troubleText: 'Es wurde nichts geändert. Bitte versuchen Sie es gleich noch einmal.',
      badTitle: 'Das ging nicht',
      crossSiteTitle: 'Dieses Formular kam von einer anderen Website',
      crossSiteText: 'Es ist nichts geschehen. Öffnen Sie die Seite hier, und senden Sie sie von hier.',
      expiredTitle: 'Dieses Formular ist von einer früheren Anmeldung',
      expiredText:
        'Es ist noch nichts geschehen, und was Sie geschrieben haben, steht unten. Lesen Sie es, und senden Sie es noch einmal.',
      signedOutTitle: 'Sie sind abgemeldet',
      signedOutText:
        'Es ist noch nichts geschehen, und was Sie geschrieben haben, steht unten. Melden Sie sich in einem neuen Tab an, und senden Sie es dann noch einmal.',
      kept: 'Was Sie geschrieben haben',
      sendAgain: 'Noch einmal senden',
    },
    session: {
      unfinishedTitle: 'Sie sind nicht angemeldet',
      expired:
        'Diese Anmeldung wurde in einem anderen Browser oder vor zu langer Zeit begonnen, oder sie wurde schon benutzt.',
      refused: 'Sie wurden dort, wo Ihr Konto ist, nicht angemeldet.',
      tooLong:
        'Die Token Ihres Kontos sind länger, als ein Browser behalten kann. Sagen Sie es der Verwaltung der Zeitung.',
      again: 'Noch einmal anmelden',
      signedOutTitle: 'Sie sind abgemeldet',
      signedOutText: 'Auf diesem Computer hat die Redaktion Sie vergessen.',
      goingOn: 'Sie werden bei Ihrem Konto abgemeldet …',
      continue: 'Weiter',
    },
  };
};
