/**
 * The shape of the code, as tests: sixteen rules over the compiled classes of every module, and for each rule a victim
 * under {@code archfixture} that breaks it. Start with {@link dev.safeguard.bootstrap.arch.ArchitectureRules}.
 */
@NullMarked
package dev.safeguard.bootstrap.arch;

import org.jspecify.annotations.NullMarked;
