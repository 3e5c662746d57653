import { speaker } from '../../words/speaker.ts';
import type { DeskWordsIn } from './en.ts';

export const fr: DeskWordsIn = (locale) => {
  const { plural, number } = speaker<'fr'>(locale);
  const total = (count: number, exact: boolean) => (exact ? number(count) : `${number(count)} ou plus`);
  const held = (count: string) => `${count} commentaires sont retenus.`;
  const reported = (count: string) => `${count} commentaires ont été signalés par des lecteurs.`;
  return {
    language: locale,
    desk: 'Rédaction',
    skip: 'Aller au contenu',
    nav: 'Rédaction',
    today: 'Aujourd’hui',
    articles: 'Articles',
    comments: 'Commentaires',
    theSite: 'Lire le journal',
    signedInAs: (name) => `Connecté : ${name}`,
    signOut: 'Se déconnecter',
    signOutEverywhere: 'Se déconnecter partout',
    signIn: 'Se connecter',
    states: { draft: 'Brouillons', scheduled: 'Programmés', published: 'Publiés', withdrawn: 'Retirés' },
    state: { draft: 'Brouillon', scheduled: 'Programmé', published: 'Publié', withdrawn: 'Retiré' },
    unpublishedChanges: 'modifications non publiées',
    lists: 'États',
    section: 'Rubrique',
    allSections: 'Toutes les rubriques',
    show: 'Afficher',
    next: 'Page suivante',
    previous: 'Page précédente',
    pages: 'Pages de cette liste',
    noArticles: 'Il n’y a rien ici.',
    noneOfSection: (count) => `Aucun des ${number(count)} articles parcourus par cette page n’est dans cette rubrique.`,
    noHeadline: 'Sans titre',
    goesOut: 'Paraît',
    cameOut: 'Paru',
    changed: 'Modifié',
    changedBy: (name) => `par ${name}`,
    goesOutSoon: 'Paraît dans les prochaines 24 heures',
    nothingGoesOut: 'Rien n’est programmé pour les prochaines 24 heures.',
    allScheduled: 'Tout ce qui est programmé',
    myDrafts: 'Mes brouillons',
    noDrafts: 'Aucun des derniers brouillons n’est de vous.',
    allDrafts: 'Tous les brouillons',
    commentsWait: 'Les commentaires en attente sont comptés sur leur propre page.',
    held: 'Retenus',
    reported: 'Signalés',
    heldComments: (count, exact) =>
      exact
        ? plural(count, {
            one: `${number(count)} commentaire est retenu.`,
            many: held(number(count)),
            other: held(number(count)),
          })
        : held(total(count, exact)),
    reportedComments: (count, exact) =>
      exact
        ? plural(count, {
            one: `${number(count)} commentaire a été signalé par des lecteurs.`,
            many: reported(number(count)),
            other: reported(number(count)),
          })
        : reported(total(count, exact)),
    facts: 'À propos de cet article',
    facet: {
      state: 'État',
      section: 'Rubrique',
      byline: 'Signature',
      slug: 'Adresse',
      language: 'Langue',
      tags: 'Mots-clés',
      created: 'Créé',
      changed: 'Dernière modification',
      version: 'Version',
    },
    preview: 'Aperçu',
    onTheSite: 'Sur le site',
    backTo: (list) => `Retour à ${list}`,
    failure: {
      missingTitle: 'Il n’y a rien ici',
      missingText: 'La rédaction n’a pas de page à cette adresse, ou ce qui s’y trouvait a été supprimé.',
      forbiddenTitle: 'Cette page n’est pas pour vous',
      forbiddenText: (group) =>
        `Elle est réservée au groupe « ${group} ». La personne qui gère les comptes du journal peut vous y ajouter.`,
      noGroupText:
        'Vous n’êtes dans aucun groupe de ce journal. La personne qui gère les comptes peut vous ajouter à « editors » ou « moderators ».',
      troubleTitle: 'Un problème est survenu',
      troubleText: 'Rien n’a été modifié. Réessayez dans un instant.',
      badTitle: 'Cela n’a pas pu être fait',
      crossSiteTitle: 'Ce formulaire vient d’un autre site',
      crossSiteText: 'Rien n’a été fait. Ouvrez la page ici et envoyez-la d’ici.',
      expiredTitle: 'Ce formulaire vient d’une connexion précédente',
      expiredText: 'Rien n’a encore été fait, et ce que vous avez écrit est ci-dessous. Relisez-le et renvoyez-le.',
      signedOutTitle: 'Vous êtes déconnecté',
      signedOutText:
        'Rien n’a encore été fait, et ce que vous avez écrit est ci-dessous. Connectez-vous dans un nouvel onglet, puis revenez et renvoyez-le.',
      kept: 'Ce que vous avez écrit',
      sendAgain: 'Renvoyer',
    },
    session: {
      unfinishedTitle: 'Vous n’êtes pas connecté',
      expired: 'Cette connexion a été commencée dans un autre navigateur ou il y a trop longtemps, ou a déjà servi.',
      refused: 'Vous n’avez pas été connecté là où se trouve votre compte.',
      tooLong:
        'Les jetons de votre compte sont trop longs pour un navigateur. Prévenez la personne qui gère le journal.',
      again: 'Se connecter à nouveau',
      signedOutTitle: 'Vous êtes déconnecté',
      signedOutText: 'Sur cet ordinateur, la rédaction vous a oublié.',
      goingOn: 'Déconnexion de votre compte …',
      continue: 'Continuer',
    },
  };
};
