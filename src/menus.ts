import { type Menus, path } from '#platform/web'

/** The entries of a town's menus, in the order in which they are shown. */
export const menus: Menus = {
  town: [
    { label: 'menu.dialogues', to: path('/:town').to },
    { label: 'menu.vision', to: path('/:town/leitbild').to },
    { label: 'menu.plan', to: path('/:town/plan').to },
  ],
  desk: [
    { label: 'menu.desk', to: path('/:town/verwaltung').to },
    { label: 'menu.desk-dialogues', to: path('/:town/verwaltung/dialoge').to },
    { label: 'menu.desk-vision', to: path('/:town/verwaltung/leitbild').to },
    { label: 'menu.desk-plan', to: path('/:town/verwaltung/plan').to },
    { label: 'menu.settings', to: path('/:town/verwaltung/gemeinde').to, roles: ['coordinator'] },
    { label: 'menu.people', to: path('/:town/verwaltung/personen').to, roles: ['coordinator'] },
    { label: 'menu.audit', to: path('/:town/verwaltung/protokoll').to },
  ],
}
