import { settledTheme, type Theme } from '../../pages/site.ts';
import type { PaperSettings } from '../../sections/paperSettings.ts';
import { lastComposed } from '../../shared/api/composedFor.ts';
import type { Handler } from '../../shared/api/stack.ts';

/**
 * A function of the desk, composed anew when editors have set another language or time zone of the paper.
 * @param read yields what they have set.
 */
export function settledDesk<const All extends { readonly theme: Theme }>(
  given: All,
  read: () => Promise<PaperSettings>,
  compose: (given: All) => Handler,
): Handler {
  const present = settledTheme(given.theme, read);
  const composed = lastComposed((theme: Theme) => compose({ ...given, theme }));
  return async (event, context) => composed(await present())(event, context);
}
