import type { HotelRow } from '../database/hotels.ts'
import type { Photo } from './types.generated.ts'

/** Pictures are served by this service and reached on the site's own origin. */
export const illustration = (key: string, kind: 'facade' | 'room' | 'pool' | 'place', alt: string): Photo => ({
  url: `/pictures/${key}/${kind}.svg`,
  alt,
  illustrated: true,
})

/** The facade first; a pool only where there is one. A partner's own photograph stands before our illustrations. */
export function photosOf({ id, name, addressCity, amenities, photoUrl }: HotelRow): Photo[] {
  return [
    ...(photoUrl === null ? [] : [{ url: photoUrl, alt: name, illustrated: false }]),
    illustration(id, 'facade', `${name} seen from the street`),
    illustration(id, 'room', `A room of ${name}`),
    ...(amenities.includes('POOL') ? [illustration(id, 'pool', `The pool of ${name}`)] : []),
    illustration(id, 'place', `${addressCity}, where ${name} stands`),
  ]
}
