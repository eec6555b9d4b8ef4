import { Link } from '@tanstack/react-router'

import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'
import { Entrance, useGoOn } from './entrance.tsx'
import { SignInForm } from './sign-in-form.tsx'

export function SignInPage() {
  useTitle(t('Sign in'))
  const { next, goOn } = useGoOn('/sign-in')
  return (
    <Entrance title={t('Sign in')} lead={t('Your trips in one place, on every device.')}>
      <SignInForm onDone={goOn} />
      <p className="mt-5 border-t border-line pt-4 text-14">
        {t('New here?')}{' '}
        <Link to="/register" search={next ? { next } : {}} className="link inline-block py-1">
          {t('Create an account')}
        </Link>
      </p>
    </Entrance>
  )
}
