import { type ComponentProps, useState } from 'react'

import { t } from '../language/i18n.ts'
import { Icon } from './icon.tsx'

type Props = ComponentProps<'img'> & {
  src: string | undefined
  alt: string
  /** Told when it cannot be shown: what named it may be older than what there is. */
  onGone?: () => void
}

/**
 * A picture that may be gone since its address was told, or whose server is away: a quiet place then stands for it. One that
 * has a name says so in words; one that only adorns does not.
 */
export function Photo({ src, alt, onGone, ...image }: Props) {
  const [lost, setLost] = useState<string | null>(null)
  if (src && src !== lost) {
    const fails = () => {
      setLost(src)
      onGone?.()
    }
    return <img src={src} alt={alt} onError={fails} {...image} />
  }
  return (
    <span className="photo-gone" aria-hidden={alt === '' || undefined}>
      <Icon name="picture" size={28} />
      {alt && <span>{t('This picture cannot be shown')}</span>}
    </span>
  )
}
