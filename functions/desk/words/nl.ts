import { speaker } from '../../words/speaker.ts';
import type { DeskWordsIn } from './en.ts';

export const nl: DeskWordsIn = (locale) => {
  const { plural, number } = speaker<'nl'>(locale);
  const total = (count: number, exact: boolean) => (exact ? number(count) : `${number(count)} of meer`);
  return {
    language: locale,
    desk: 'Redactie',
    skip: 'Naar de inhoud',
    nav: 'Redactie',
    today: 'Vandaag',
    articles: 'Artikelen',
    comments: 'Reacties',
    theSite: 'Naar de krant',
    signedInAs: (name) => `Aangemeld als ${name}`,
    signOut: 'Afmelden',
    signOutEverywhere: 'Overal afmelden',
    signIn: 'Aanmelden',
    states: { draft: 'Concepten', scheduled: 'Gepland', published: 'Gepubliceerd', withdrawn: 'Ingetrokken' },
    state: { draft: 'Concept', scheduled: 'Gepland', published: 'Gepubliceerd', withdrawn: 'Ingetrokken' },
    unpublishedChanges: 'wijzigingen niet gepubliceerd',
    lists: 'Stand',
    section: 'Rubriek',
    allSections: 'Alle rubrieken',
    show: 'Tonen',
    next: 'Volgende pagina',
    previous: 'Vorige pagina',
    pages: 'Pagina’s van deze lijst',
    noArticles: 'Hier staat niets.',
    noneOfSection: (count) =>
      `Geen van de ${number(count)} artikelen die deze pagina doorzocht, staat in deze rubriek.`,
    noHeadline: 'Nog geen kop',
    goesOut: 'Verschijnt',
    cameOut: 'Verschenen',
    changed: 'Gewijzigd',
    changedBy: (name) => `door ${name}`,
    goesOutSoon: 'Verschijnt binnen 24 uur',
    nothingGoesOut: 'Voor de komende 24 uur is niets gepland.',
    allScheduled: 'Alles wat gepland is',
    myDrafts: 'Mijn concepten',
    noDrafts: 'Geen van de nieuwste concepten is van u.',
    allDrafts: 'Alle concepten',
    commentsWait: 'Reacties die wachten, worden op hun eigen pagina geteld.',
    held: 'Vastgehouden',
    reported: 'Gemeld',
    heldComments: (count, exact) =>
      exact
        ? plural(count, {
            one: `${number(count)} reactie wordt vastgehouden.`,
            other: `${number(count)} reacties worden vastgehouden.`,
          })
        : `${total(count, exact)} reacties worden vastgehouden.`,
    reportedComments: (count, exact) =>
      exact
        ? plural(count, {
            one: `${number(count)} reactie is door lezers gemeld.`,
            other: `${number(count)} reacties zijn door lezers gemeld.`,
          })
        : `${total(count, exact)} reacties zijn door lezers gemeld.`,
    facts: 'Over dit artikel',
    facet: {
      state: 'Stand',
      section: 'Rubriek',
      byline: 'Auteurs',
      slug: 'Adres',
      language: 'Taal',
      tags: 'Trefwoorden',
      created: 'Gemaakt',
      changed: 'Laatste wijziging',
      version: 'Versie',
    },
    preview: 'Voorbeeld',
    onTheSite: 'Op de site',
    backTo: (list) => `Terug naar ${list}`,
    failure: {
      missingTitle: 'Hier is niets',
      missingText: 'De redactie heeft geen pagina op dit adres, of wat hier stond, is verwijderd.',
      forbiddenTitle: 'Deze pagina is niet voor u',
      forbiddenText: (group) =>
        `Ze is voor mensen in de groep “${group}”. Wie de accounts van de krant beheert, kan u toevoegen.`,
      noGroupText:
        'U zit in geen groep van deze krant. Wie de accounts beheert, kan u aan “editors” of “moderators” toevoegen.',
      troubleTitle: 'Er ging iets mis',
      troubleText: 'Er is niets gewijzigd. Probeer het zo nog eens.',
      badTitle: 'Dat kon niet',
      crossSiteTitle: 'Dit formulier kwam van een andere site',
      crossSiteText: 'Er is niets gedaan. Open de pagina hier en verstuur hem van hier.',
      expiredTitle: 'Dit formulier is van een eerdere aanmelding',
      expiredText: 'Er is nog niets gedaan, en wat u typte, staat hieronder. Lees het en verstuur het opnieuw.',
      signedOutTitle: 'U bent afgemeld',
      signedOutText:
        'Er is nog niets gedaan, en wat u typte, staat hieronder. Meld u aan in een nieuw tabblad, kom terug en verstuur het opnieuw.',
      kept: 'Wat u typte',
      sendAgain: 'Opnieuw versturen',
    },
    session: {
      unfinishedTitle: 'U bent niet aangemeld',
      expired: 'Deze aanmelding begon in een andere browser of te lang geleden, of is al gebruikt.',
      refused: 'U bent niet aangemeld op de plaats waar uw account is.',
      tooLong: 'De tokens van uw account zijn langer dan een browser kan bewaren. Zeg het wie de krant beheert.',
      again: 'Opnieuw aanmelden',
      signedOutTitle: 'U bent afgemeld',
      signedOutText: 'Op deze computer is de redactie u vergeten.',
      goingOn: 'U wordt bij uw account afgemeld …',
      continue: 'Verder',
    },
  };
};
