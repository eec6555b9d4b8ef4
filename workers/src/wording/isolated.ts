/**
 * A name to stand in a sentence of plain text, where no markup can say its direction: one written from right to left is
 * set apart (Unicode's isolates), else it would draw the dates beside it into its own order.
 */
export const isolated = (name: string) =>
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(name) ? `\u2068${name}\u2069` : name
