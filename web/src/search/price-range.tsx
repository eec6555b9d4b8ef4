import { useState } from 'react'
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { briefly, type Money } from '../language/money.ts'
import { type HotelSearch, limitOf } from '../stay/search-params.ts'

/** from €200, up to €500, €200 to €500: what an address asks of the total. Empty: nothing. */
export function limitInWords(search: HotelSearch, currency: string): string {
  const [least, most] = [limitOf(search, 'min', currency), limitOf(search, 'max', currency)]
  return rangeInWords(least && briefly(least), most && briefly(most))
}

function rangeInWords(least: string | null, most: string | null): string {
  if (least && most) return t('from {least} to {most}', { least, most })
  if (least) return t('from {amount}', { amount: least })
  return most ? t('up to {amount}', { amount: most }) : ''
}

type Props = {
  /** Of all hotels that fit the other filters: what the ends of the slider mean. */
  lowest: Money
  highest: Money
  /** Null: no limit. */
  least: number | null
  most: number | null
  onChange: (least: number | null, most: number | null) => void
  currency: string
}

/** Between which totals the hotels shall lie. An end that is moved all the way out is no limit. */
export function PriceRange({ lowest, highest, least, most, onChange, currency }: Props) {
  // A hundred steps, of which the last one is at or beyond the highest total.
  const low = lowest.amount
  const step = Math.max(1, Math.ceil((highest.amount - low) / 100))
  const high = low + 100 * step
  const within = (sum: number) => Math.min(high, Math.max(low, sum))
  const [moving, setMoving] = useState([within(least ?? low), within(most ?? high)])
  const [from, to] = [moving[0] ?? low, moving[1] ?? high]
  const limits = (ends: number[]): [number | null, number | null] => {
    const [start = low, end = high] = ends
    return [start < low + step ? null : start, end > high - step ? null : end]
  }
  const [start, end] = limits([from, to]).map((amount) => (amount === null ? null : briefly({ amount, currency })))
  const share = (sum: number) => `${(100 * (sum - low)) / (high - low)}%`
  const thumb =
    'top-1/2 size-7 rounded-full bg-brand shadow-e1 data-[focus-visible]:outline-3 data-[focus-visible]:outline-offset-2 data-[focus-visible]:outline-focus'
  return (
    <Slider
      minValue={low}
      maxValue={high}
      step={step}
      value={[from, to]}
      onChange={(ends) => setMoving(ends)}
      onChangeEnd={(ends) => onChange(...limits(ends))}
      formatOptions={{ style: 'decimal' }}
    >
      <div className="mb-2 flex flex-wrap justify-between gap-x-4">
        <Label className="text-18 font-[600]">{t('Total for the stay')}</Label>
        <SliderOutput className="text-ink-2">{() => rangeInWords(start ?? null, end ?? null) || t('any')}</SliderOutput>
      </div>
      <SliderTrack className="relative mx-3.5 h-11 before:absolute before:-inset-x-3.5 before:top-1/2 before:h-1 before:-translate-y-1/2 before:rounded-full before:bg-line-strong">
        <span
          className="absolute top-1/2 h-1 -translate-y-1/2 bg-brand"
          style={{ insetInlineStart: share(from), insetInlineEnd: `calc(100% - ${share(to)})` }}
        />
        <SliderThumb index={0} aria-label={t('Lowest total')} className={thumb} />
        <SliderThumb index={1} aria-label={t('Highest total')} className={thumb} />
      </SliderTrack>
    </Slider>
  )
}
