/** A department (Fachamt) of the administration. */
export type Department = {
  id: string
  slug: string
  name: string
  shortName: string
  headRole: string
  headName: string
  /** where update rounds and requests to lead are sent; '' while nobody has said */
  mail: string
  parentId: string | null
  isClosed: boolean
}
