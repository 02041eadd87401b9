/** Small closed sets of names, written once. The schema has the same sets. */

export type BuilderName = 'docker' | 'buildah';
export type Kind = 'distribution' | 'harbor' | 'gitlab';
export type PackageManager = 'apt' | 'apk' | 'yum' | 'dnf' | 'microdnf' | 'zypper';
