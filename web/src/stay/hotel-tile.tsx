import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { Photo } from '../ui/photo.tsx'
import type { StaySearch } from './search-params.ts'

type Props = {
  hotel: { id: string; name: string; picture: string }
  stay: StaySearch
  /** Under the name. */
  children: ReactNode
  /** In the corner of the picture. */
  corner?: ReactNode
}

/** A hotel among others, in few words: a picture and a name that lead to its page. */
export const HotelTile = ({ hotel, stay, children, corner }: Props) => (
  <li className="card relative flex flex-col overflow-hidden">
    <span className="picture block h-40 bg-sunken">
      <Photo src={hotel.picture} alt="" loading="lazy" width="600" height="400" />
    </span>
    <div className="flex flex-1 flex-col px-4 py-3">
      <Link
        to="/hotel/$hotelId"
        params={{ hotelId: hotel.id }}
        search={stay}
        className="font-[600] after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-focus"
      >
        {hotel.name}
      </Link>
      {children}
    </div>
    {corner}
  </li>
)

export const tiles = 'mt-6 grid gap-5 sm:grid-cols-2 lg:grid-cols-4'
