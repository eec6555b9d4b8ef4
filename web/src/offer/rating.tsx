import { locale, t } from '../language/i18n.ts'
import { ratingInWords } from './words.ts'

type Props = { rating: { score: number; count: number } | null; large?: boolean }

/** What guests said: the word, how many, and the figure last. Nothing before the first review. */
export function Rating({ rating, large = false }: Props) {
  if (!rating) return null
  const reviews = t('{number} {count, plural, one {review} other {reviews}}', {
    count: rating.count,
    number: rating.count.toLocaleString(locale()),
  })
  const figure = (
    <b
      className={`rounded-[6px_6px_6px_1px] bg-ink text-paper ${large ? 'px-2.5 py-1 text-18' : 'px-1.5 py-0.5 text-14'}`}
    >
      {rating.score.toFixed(1)}
    </b>
  )
  if (large) {
    return (
      <span className="inline-flex items-center gap-2 text-14">
        {figure}
        <span>
          <strong className="font-[600]">{ratingInWords(rating.score)}</strong>
          <span className="block text-13 text-ink-2">{t('{reviews} by guests who stayed', { reviews })}</span>
        </span>
      </span>
    )
  }
  return (
    <span className="inline-flex min-w-0 flex-row-reverse items-center gap-2 self-start text-14 md:shrink-0 md:flex-row">
      <span className="text-start leading-tight text-ink-2 md:text-end md:whitespace-nowrap">
        {ratingInWords(rating.score)}
        <span className="md:hidden">, </span>
        <span className="text-13 md:block">{reviews}</span>
      </span>
      {figure}
    </span>
  )
}
