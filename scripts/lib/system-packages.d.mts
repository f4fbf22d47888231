/** Whether `/etc/os-release` tells of Debian, Ubuntu or one of their family. */
export function isDebianLike(osRelease?: string): boolean;
