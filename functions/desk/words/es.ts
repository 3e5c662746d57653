import { speaker } from '../../words/speaker.ts';
import type { DeskWordsIn } from './en.ts';

export const es: DeskWordsIn = (locale) => {
  const { plural, number } = speaker<'es'>(locale);
  const total = (count: number, exact: boolean) => (exact ? number(count) : `${number(count)} o más`);
  const held = (count: string) => `${count} comentarios están retenidos.`;
  const reported = (count: string) => `Los lectores han denunciado ${count} comentarios.`;
  return {
    language: locale,
    desk: 'Redacción',
    skip: 'Ir al contenido',
    nav: 'Redacción',
    today: 'Hoy',
    articles: 'Artículos',
    comments: 'Comentarios',
    theSite: 'Leer el periódico',
    signedInAs: (name) => `Sesión de ${name}`,
    signOut: 'Cerrar sesión',
    signOutEverywhere: 'Cerrar todas las sesiones',
    signIn: 'Iniciar sesión',
    states: { draft: 'Borradores', scheduled: 'Programados', published: 'Publicados', withdrawn: 'Retirados' },
    state: { draft: 'Borrador', scheduled: 'Programado', published: 'Publicado', withdrawn: 'Retirado' },
    unpublishedChanges: 'cambios sin publicar',
    lists: 'Estados',
    section: 'Sección',
    allSections: 'Todas las secciones',
    show: 'Mostrar',
    next: 'Página siguiente',
    previous: 'Página anterior',
    pages: 'Páginas de esta lista',
    noArticles: 'Aquí no hay nada.',
    noneOfSection: (count) =>
      `Ninguno de los ${number(count)} artículos que ha revisado esta página es de esta sección.`,
    noHeadline: 'Sin titular',
    goesOut: 'Sale',
    cameOut: 'Publicado',
    changed: 'Cambiado',
    changedBy: (name) => `por ${name}`,
    goesOutSoon: 'Sale en las próximas 24 horas',
    nothingGoesOut: 'No hay nada programado para las próximas 24 horas.',
    allScheduled: 'Todo lo programado',
    myDrafts: 'Mis borradores',
    noDrafts: 'Ninguno de los últimos borradores es suyo.',
    allDrafts: 'Todos los borradores',
    commentsWait: 'Los comentarios que esperan se cuentan en su propia página.',
    held: 'Retenidos',
    reported: 'Denunciados',
    heldComments: (count, exact) =>
      exact
        ? plural(count, {
            one: `${number(count)} comentario está retenido.`,
            many: held(number(count)),
            other: held(number(count)),
          })
        : held(total(count, exact)),
    reportedComments: (count, exact) =>
      exact
        ? plural(count, {
            one: `Los lectores han denunciado ${number(count)} comentario.`,
            many: reported(number(count)),
            other: reported(number(count)),
          })
        : reported(total(count, exact)),
    facts: 'Sobre este artículo',
    facet: {
      state: 'Estado',
      section: 'Sección',
      byline: 'Firma',
      slug: 'Dirección',
      language: 'Idioma',
      tags: 'Etiquetas',
      created: 'Creado',
      changed: 'Último cambio',
      version: 'Versión',
    },
    preview: 'Vista previa',
    onTheSite: 'En el sitio',
    backTo: (list) => `Volver a ${list}`,
    failure: {
      missingTitle: 'Aquí no hay nada',
      missingText: 'La redacción no tiene ninguna página en esta dirección, o lo que había se ha borrado.',
      forbiddenTitle: 'Esta página no es para usted',
      forbiddenText: (group) =>
        `Es para personas del grupo «${group}». Quien gestiona las cuentas del periódico puede añadirle.`,
      noGroupText:
        'No está en ningún grupo de este periódico. Quien gestiona las cuentas puede añadirle a «editors» o «moderators».',
      troubleTitle: 'Algo ha ido mal',
      troubleText: 'No se ha cambiado nada. Inténtelo de nuevo en un momento.',
      badTitle: 'No se ha podido hacer',
      crossSiteTitle: 'Este formulario venía de otro sitio',
      crossSiteText: 'No se ha hecho nada. Abra la página aquí y envíela desde aquí.',
      expiredTitle: 'Este formulario es de una sesión anterior',
      expiredText: 'Aún no se ha hecho nada, y lo que escribió está abajo. Léalo y envíelo de nuevo.',
      signedOutTitle: 'Su sesión está cerrada',
      signedOutText:
        'Aún no se ha hecho nada, y lo que escribió está abajo. Inicie sesión en otra pestaña, vuelva y envíelo de nuevo.',
      kept: 'Lo que escribió',
      sendAgain: 'Enviar de nuevo',
    },
    session: {
      unfinishedTitle: 'No ha iniciado sesión',
      expired: 'Esta sesión se empezó en otro navegador o hace demasiado tiempo, o ya se usó.',
      refused: 'No se ha iniciado sesión donde está su cuenta.',
      tooLong:
        'Las claves de su cuenta son más largas de lo que guarda un navegador. Avise a quien gestiona el periódico.',
      again: 'Iniciar sesión de nuevo',
      signedOutTitle: 'Su sesión está cerrada',
      signedOutText: 'En este ordenador la redacción le ha olvidado.',
      goingOn: 'Cerrando la sesión de su cuenta …',
      continue: 'Continuar',
    },
  };
};
