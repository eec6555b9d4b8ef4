import type { HotelRow } from '../database/hotels.ts'
import type { Photo } from './types.generated.ts'

/** Pictures are served by this service and reached on the site's own origin. */
export const illustration = (key: string, kind: 'facade' | 'room' | 'pool' | 'place', alt: string): Photo => {
  const url = `/pictures/${key}/${kind}.svg`
  return { url, thumbnailUrl: url, alt, illustrated: true }
}

/** A photograph that the hotel's own people added. */
export const ownPhoto = ({ id, alt }: { id: string; alt: string }): Photo => ({
  id,
  url: `/pictures/photos/${id}/large.webp`,
  thumbnailUrl: `/pictures/photos/${id}/small.webp`,
  alt,
  illustrated: false,
})

/** From so many photographs on nothing is drawn beside them. */
const enough = 5

/**
 * The hotel's own photographs, or a partner's, stand before our illustrations, which fill what is left of five: the facade
 * first; a pool only where there is one.
 */
export function photosOf({ id, name, addressCity, amenities, photoUrl, photos }: HotelRow): Photo[] {
  const taken = [
    ...photos.map(ownPhoto),
    ...(photoUrl === null ? [] : [{ url: photoUrl, thumbnailUrl: photoUrl, alt: name, illustrated: false }]),
  ]
  const drawn = [
    illustration(id, 'facade', `${name} seen from the street`),
    illustration(id, 'room', `A room of ${name}`),
    ...(amenities.includes('POOL') ? [illustration(id, 'pool', `The pool of ${name}`)] : []),
    illustration(id, 'place', `${addressCity}, where ${name} stands`),
  ]
  return [...taken, ...drawn.slice(0, Math.max(0, taken.length <= 1 ? drawn.length : enough - taken.length))]
}
