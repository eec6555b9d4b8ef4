import { useEffect, useMemo, useState } from 'react'

import { t } from '../../language/i18n.ts'
import { type Place } from '../../stay/distance.ts'
import { type Chart, type Frame, graticule } from './chart.ts'
import type { Box, Ring } from './clip.ts'
import { landWithin, softened } from './coast.ts'

const RINGS_KM = [0.5, 1, 2, 4, 8, 16, 32]

type Props = { chart: Chart; frame: Frame; centre: Place; centreName: string }

/** Sea, land, a soft coast, fine lines and dotted rings around the centre: a chart that claims no streets. */
export function Ground({ chart, frame, centre, centreName }: Props) {
  const land = useLand(chart)
  const paths = useMemo(() => land.map(({ ring, tile }) => pathOf(chart, softened(ring, tile))), [land, chart])
  const [x, y] = chart.project(centre.longitude, centre.latitude)
  const rings = RINGS_KM.filter(
    (km) => km * chart.pixelsPerKm > 40 && km * chart.pixelsPerKm < Math.hypot(frame.width, frame.height) / 1.6,
  )
  return (
    <svg className="absolute inset-0" width={frame.width} height={frame.height} aria-hidden="true">
      <rect width={frame.width} height={frame.height} fill="var(--map-sea)" />
      {paths.map((d, i) => (
        <path key={i} d={d} fill="var(--map-land)" stroke="var(--map-land)" strokeWidth="1" />
      ))}
      {land.map(({ ring, tile }, i) => (
        <path
          key={i}
          d={coastOf(chart, ring, tile)}
          fill="none"
          stroke="var(--map-coast)"
          strokeWidth="1.2"
          strokeLinejoin="round"
        />
      ))}
      <path d={graticule(chart, frame)} fill="none" stroke="var(--line)" strokeWidth="1" />
      {rings.map((km) => (
        <g key={km}>
          <circle
            cx={x}
            cy={y}
            r={km * chart.pixelsPerKm}
            fill="none"
            stroke="var(--map-ring)"
            strokeWidth="1"
            strokeDasharray="2 4"
          />
          <text
            x={x}
            y={y - km * chart.pixelsPerKm + 4}
            textAnchor="middle"
            fontSize="12"
            fill="var(--ink-2)"
            stroke="var(--map-land)"
            strokeWidth="4"
            paintOrder="stroke"
          >
            {t('{km} km', { km })}
          </text>
        </g>
      ))}
      <circle cx={x} cy={y} r="4" fill="var(--ink)" />
      <text
        x={x - 8}
        y={y + 18}
        textAnchor="end"
        fontSize="13"
        fontWeight="600"
        fill="var(--ink)"
        stroke="var(--map-land)"
        strokeWidth="4"
        paintOrder="stroke"
      >
        {centreName}
      </text>
    </svg>
  )
}

type Piece = { ring: Ring; tile: Box }

/** The land around the view; the last one stays until the next is there. */
function useLand({ bounds }: Chart): Piece[] {
  const [land, setLand] = useState<Piece[]>([])
  const { west, east, south, north } = bounds
  useEffect(() => {
    let over = false
    const [dx, dy] = [(east - west) / 2, (north - south) / 2]
    landWithin({ west: west - dx, east: east + dx, south: south - dy, north: north + dy }).then(
      (pieces) => !over && setLand(pieces),
      // Without the coast the chart is plain land: the pins and the rings are what it is for.
      () => !over && setLand([{ ring: [[west - dx, south - dy], [east + dx, south - dy], [east + dx, north + dy], [west - dx, north + dy]], tile: bounds }]), // prettier-ignore
    )
    return () => {
      over = true
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [west, east, south, north])
  return land
}

const pathOf = (chart: Chart, points: readonly { x: number; y: number }[]): string =>
  `M${points
    .map(({ x, y }) =>
      chart
        .project(x, y)
        .map((v) => v.toFixed(1))
        .join(' '),
    )
    .join('L')}z`

/** The ring without the stretches that are a tile's edge. */
function coastOf(chart: Chart, ring: Ring, tile: Box): string {
  const points = softened(ring, tile)
  const edge = ({ x, y }: { x: number; y: number }) =>
    x === tile.west || x === tile.east || y === tile.south || y === tile.north
  let d = ''
  let drawing = false
  for (const [i, point] of points.entries()) {
    const next = points[(i + 1) % points.length] ?? point
    const along = edge(point) && edge(next)
    const [x, y] = chart.project(point.x, point.y)
    if (along) drawing = false
    else {
      const [nx, ny] = chart.project(next.x, next.y)
      d += `${drawing ? '' : `M${x.toFixed(1)} ${y.toFixed(1)}`}L${nx.toFixed(1)} ${ny.toFixed(1)}`
      drawing = true
    }
  }
  return d
}
