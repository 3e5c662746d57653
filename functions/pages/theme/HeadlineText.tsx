/** A headline. Numbers joined by a dash, such as the score 3–2, stay on one line. */
export const HeadlineText = ({ text }: { readonly text: string }) => (
  <>
    {text
      .split(/(\d{1,4}–\d{1,4})/)
      .map((part, index) => (index % 2 === 1 ? <span class="joined">{part}</span> : part))}
  </>
);
