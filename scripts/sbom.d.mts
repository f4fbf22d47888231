interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: object;
  readonly optionalDependencies?: object;
  readonly peerDependencies?: object;
}

/** What production reaches, as `name@version`, by the packages of a lock file. */
export function productionPackages(packages: Readonly<Record<string, LockedPackage>>): Set<string>;

/** The bill of materials as CycloneDX has it. */
export function billOfMaterials(): {
  readonly components: ReadonlyArray<{ readonly name: string; readonly version: string }>;
};
