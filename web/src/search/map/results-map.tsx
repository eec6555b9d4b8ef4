import { Link } from '@tanstack/react-router'
import { type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'

import { t } from '../../language/i18n.ts'
import { briefly, roughly } from '../../language/money.ts'
import { kmBetween, type Place } from '../../stay/distance.ts'
import type { StaySearch } from '../../stay/search-params.ts'
import { Icon } from '../../ui/icon.tsx'
import { Photo } from '../../ui/photo.tsx'
import type { Result } from '../search-query.ts'
import { chartOf, type Frame, grouped, TAG, type View, viewOf, withTagsInSight } from './chart.ts'
import { Ground } from './ground.tsx'

type Props = {
  centre: Place
  /** What lies there, in a word. */
  centreName: string
  results: readonly Result[]
  selected: string | null
  onSelect: (id: string | null) => void
  stayOf: (result: Result) => StaySearch
}

/** Where the hotels of the list stand, and at what price. A list with the same hotels is always beside it. */
export default function ResultsMap({ centre, centreName, results, selected, onSelect, stayOf }: Props) {
  const self = useRef<HTMLDivElement>(null)
  const [frame, setFrame] = useState<Frame>({ width: 0, height: 0 })
  const points = results.map(({ hotel }) => hotel.coordinates)
  const whole = viewOf(centre, points)
  const corner = document.documentElement.dir === 'rtl' ? 'left' : 'right'
  const fitted = withTagsInSight(whole, frame, points, corner)
  const [moved, setMoved] = useState<{ from: View; to: View } | null>(null)
  // Someone's own view holds until the hotels are others.
  const view = moved && moved.from.middle === whole.middle && moved.from.radiusKm === whole.radiusKm ? moved.to : fitted
  const move = (to: View) => setMoved({ from: whole, to })
  const [shown, setShown] = useState<string | null>(null)
  const current = selected ?? shown
  const result = results.find(({ hotel }) => hotel.id === current)

  useLayoutEffect(() => {
    const element = self.current
    if (!element) return
    const measure = () => setFrame({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const chart = useMemo(() => chartOf(view, frame), [view, frame])
  const drag = useDrag((dx, dy, start) => {
    const [longitude, latitude] = chartOf(start, frame).invert(frame.width / 2 - dx, frame.height / 2 - dy)
    move({ middle: { longitude, latitude }, radiusKm: start.radiusKm })
  }, view)
  const zoom = (factor: number, middle = view.middle) =>
    move({ middle, radiusKm: Math.min(80, Math.max(0.2, view.radiusKm * factor)) })

  if (frame.width === 0) return <div ref={self} className="h-full" />
  const placed = results.map((item) => {
    const { longitude, latitude } = item.hotel.coordinates
    const [x, y] = chart.project(longitude, latitude)
    return { item, x, y }
  })
  const visible = placed.filter(({ x, y }) => x > -20 && y > 0 && x < frame.width + 20 && y < frame.height + 40)
  return (
    <div
      ref={self}
      role="group"
      aria-label={t('Map of the hotels in the list')}
      className="relative h-full touch-none overflow-hidden select-none"
      {...drag}
    >
      <Ground chart={chart} frame={frame} centre={centre} centreName={centreName} />
      {grouped(visible, TAG.width, TAG.height - 8).map(({ x, y, items }) => {
        const only = items.length === 1 ? items[0] : undefined
        const isCurrent = items.some(({ hotel }) => hotel.id === current)
        const name = only
          ? `${only.hotel.name}, ${roughly(only.offer.shownTotal)}`
          : t('{count} hotels here: look closer', { count: items.length })
        return (
          <button
            key={items[0]?.hotel.id}
            type="button"
            aria-label={name}
            aria-pressed={only ? isCurrent : undefined}
            className={`pin ${isCurrent ? 'pin-current' : ''}`}
            ref={(element) =>
              element?.style.setProperty('translate', `calc(${x.toFixed(1)}px - 50%) calc(${y.toFixed(1)}px - 100%)`)
            }
            onClick={() => {
              if (only) {
                setShown(only.hotel.id)
                onSelect(only.hotel.id)
              } else zoom(closer(items, view), middleOf(items))
            }}
          >
            <span>{only ? roughly(only.offer.shownTotal) : t('{count} hotels', { count: items.length })}</span>
          </button>
        )
      })}
      <div className="absolute end-3 top-3 grid overflow-hidden rounded-control bg-surface shadow-e2">
        <button type="button" className="icon-button rounded-none" aria-label={t('Closer')} onClick={() => zoom(0.6)}>
          <Icon name="plus" />
        </button>
        <button
          type="button"
          className="icon-button rounded-none border-t border-line"
          aria-label={t('Further')}
          onClick={() => zoom(1.6)}
        >
          <Icon name="minus" />
        </button>
      </div>
      {result && (
        <Link
          to="/hotel/$hotelId"
          params={{ hotelId: result.hotel.id }}
          search={stayOf(result)}
          className="absolute inset-x-3.5 bottom-3.5 flex items-center gap-3 rounded-control bg-surface px-3.5 py-3 shadow-e2"
        >
          <span className="picture h-16 w-21 shrink-0 overflow-hidden rounded-control bg-sunken">
            <Photo src={result.hotel.photos[0]?.thumbnailUrl} alt="" width="84" height="64" />
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-[600]">{result.hotel.name}</span>
            <span className="text-13 text-ink-2">
              {result.hotel.guestRating ? result.hotel.guestRating.score.toFixed(1) : t('No reviews yet')}
            </span>
          </span>
          <span className="text-end">
            <b className="block text-18">{briefly(result.offer.shownTotal)}</b>
            <span className="text-13 text-ink-2">{t('total')}</span>
          </span>
        </Link>
      )}
    </div>
  )
}

const middleOf = (items: readonly Result[]): Place => ({
  latitude: items.reduce((sum, { hotel }) => sum + hotel.coordinates.latitude, 0) / items.length,
  longitude: items.reduce((sum, { hotel }) => sum + hotel.coordinates.longitude, 0) / items.length,
})

/** As close as needed to tell them apart, and never less than a step. */
function closer(items: readonly Result[], view: View): number {
  const middle = middleOf(items)
  const spread = Math.max(...items.map(({ hotel }) => kmBetween(middle, hotel.coordinates)))
  return Math.min(0.5, Math.max(0.08, (spread * 2.5) / view.radiusKm))
}

/** Pans by dragging; a press on a pin stays a press. */
function useDrag(onDrag: (dx: number, dy: number, start: View) => void, view: View) {
  const from = useRef<{ x: number; y: number; view: View } | null>(null)
  return {
    onPointerDown: (event: PointerEvent) => {
      if ((event.target as Element).closest('button, a')) return
      from.current = { x: event.clientX, y: event.clientY, view }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent) => {
      if (from.current) onDrag(event.clientX - from.current.x, event.clientY - from.current.y, from.current.view)
    },
    onPointerUp: () => {
      from.current = null
    },
    onPointerCancel: () => {
      from.current = null
    },
  }
}
