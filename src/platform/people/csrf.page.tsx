import { Hidden, type VisitContext } from '#platform/web'

/** The hidden fields every form of somebody signed in carries. */
export const csrfFields = (c: VisitContext): Record<string, string> => (c.var.signedIn ? { csrf: c.var.signedIn.csrf } : {})

/** The same as markup, for forms that are no `Form`. */
export const CsrfField = ({ c }: { c: VisitContext }) => <Hidden fields={csrfFields(c)} />
