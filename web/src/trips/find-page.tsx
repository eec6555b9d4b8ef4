import { getRouteApi } from '@tanstack/react-router'

import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'
import { FindForm } from './find-form.tsx'

export function FindPage() {
  useTitle(t('Find a reservation'))
  const { reference } = getRouteApi('/find').useSearch()
  return <FindForm reference={reference} />
}
