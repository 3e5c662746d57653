import * as z from 'zod/mini';

/** An image from another site. */
export const Image = z.object({
  url: z.string(),
  alt: z.string(),
  caption: z.nullable(z.string()),
  credit: z.nullable(z.string()),
  width: z.int(),
  height: z.int(),
});
export type Image = z.output<typeof Image>;

/** The same image in another width. */
export const ImageSource = z.object({ url: z.string(), width: z.int() });

/** An article's image from another site, with its other widths. */
export const LeadImage = z.object({ ...Image.shape, sources: z._default(z.array(ImageSource), []) });
/** As it is stored; without other widths, before there were any. */
export type LeadImage = z.input<typeof LeadImage>;
