import { path } from '#platform/web'

export const apiPaths = {
  plan: path('/api/v1/municipalities/:town/plan'),
  measures: path('/api/v1/municipalities/:town/plan/measures'),
  measure: path('/api/v1/municipalities/:town/plan/measures/:measure'),
  goals: path('/api/v1/municipalities/:town/plan/goals'),
  goal: path('/api/v1/municipalities/:town/plan/goals/:goal'),
  matrix: path('/api/v1/municipalities/:town/plan/matrix'),
  budget: path('/api/v1/municipalities/:town/plan/budget'),
}
