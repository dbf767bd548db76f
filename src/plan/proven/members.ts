/** What a module of the wrapper is proven to carry: the names that its differential tests run over. */
export interface ProvenMembers {
  /** Options of constructors and factories, nested ones by their own name. */
  readonly options: readonly string[];
  /** Methods and properties of clients, and of what they hand out (clusters, pipelines, streams). */
  readonly methods: readonly string[];
  /** Values that the module exports. */
  readonly exports: readonly string[];
  /** Types that it exports. */
  readonly types: readonly string[];
}
