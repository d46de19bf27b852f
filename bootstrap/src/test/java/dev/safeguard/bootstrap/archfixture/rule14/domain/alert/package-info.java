@NullMarked
package dev.safeguard.bootstrap.archfixture.rule14.domain.alert;

import org.jspecify.annotations.NullMarked;
