import type { Operations, Route } from './route.ts';

/**
 * Operations that are composed anew when what they are composed for has changed, such as the paper's language.
 * @param present the same object or text as long as nothing has changed.
 */
export function composedFor<const Routes extends Record<string, Route>, Of>(
  routes: Routes,
  present: () => Promise<Of>,
  compose: (of: Of) => Operations<Routes>,
): Operations<Routes> {
  const composed = lastComposed(compose);
  return Object.fromEntries(
    Object.keys(routes).map((id) => [id, async (input: never) => composed(await present())[id as keyof Routes](input)]),
  ) as unknown as Operations<Routes>;
}

/** Remembers what was composed last. */
export function lastComposed<Of, Composed>(compose: (of: Of) => Composed): (of: Of) => Composed {
  let last: { readonly of: Of; readonly composed: Composed } | undefined;
  return (of) => {
    if (last?.of !== of) last = { of, composed: compose(of) };
    return last.composed;
  };
}
