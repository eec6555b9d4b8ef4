import quiet from 'illustration:quiet-day'
import { useState } from 'react'

/** The hotel's facade over the whole width. Decoration: the ticket below says everything. */
export function Panorama({ hotelId }: { hotelId: string | null }) {
  const [isAway, setAway] = useState(false)
  const facade = (width: number, height: number) => `/pictures/${hotelId}/facade.svg?w=${width}&h=${height}`
  return (
    <div className="picture h-[250px] overflow-hidden bg-sunken md:h-[428px]">
      {hotelId && !isAway ? (
        <picture>
          <source media="(min-width: 46rem)" srcSet={facade(1440, 428)} />
          <img src={facade(780, 500)} alt="" className="object-[50%_100%]" onError={() => setAway(true)} />
        </picture>
      ) : (
        <img src={quiet} alt="" />
      )}
    </div>
  )
}
