import * as z from 'zod/mini';

/** The web app manifest: https://www.w3.org/TR/appmanifest/ */
export const Manifest = z.object({
  id: z.string(),
  name: z.string(),
  short_name: z.string(),
  description: z.string(),
  lang: z.string(),
  start_url: z.string(),
  scope: z.string(),
  display: z.string(),
  theme_color: z.string(),
  background_color: z.string(),
  icons: z.array(
    z.object({
      src: z.string(),
      /** Such as `512x512`, or `any` for a vector image. */
      sizes: z.string(),
      type: z.string(),
    }),
  ),
});
