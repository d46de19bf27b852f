package dev.safeguard.bootstrap.archfixture.rule10.application.alert;

import dev.safeguard.bootstrap.archfixture.rule10.application.shift.RunShift;

interface EvaluateAlerts {
    RunShift shift();
}
