# Completion of selfcare for PowerShell, as `selfcare completion powershell` prints it.
# It knows what ships with selfcare, and never looks into a journal.
# To have it in every new window, type this once; after an update of selfcare, print the script to its place again:
#     selfcare completion powershell > ~/selfcare.ps1; Add-Content $PROFILE '. ~/selfcare.ps1'

Register-ArgumentCompleter -Native -CommandName 'selfcare', 'selfcare.exe' -ScriptBlock {
    param($current, $line, $position)

    # What a command goes on with: a name, then what it is for.
    $commands = @{
        # COMMANDS
    }

    # The options of a command; of no command those that each of them has.
    $options = @{
        # OPTIONS
    }

    # What stands at a place: after an option, or as a word of a command by its number.
    $values = @{
        # VALUES
    }

    function Show-Choice($pairs, $kind) {
        for ($i = 0; $i -lt $pairs.Count; $i += 2) {
            if ($pairs[$i].StartsWith($current)) {
                [System.Management.Automation.CompletionResult]::new($pairs[$i], $pairs[$i], $kind, $pairs[$i + 1])
            }
        }
    }

    $at = ''
    $place = 1
    $pending = ''
    $before = $line.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $position }
    foreach ($element in $before) {
        $word = $element.Extent.Text.Trim('"', "'")
        if ($pending) {
            $pending = ''
        } elseif ($word -eq '--') {
            return
        } elseif ($word -like '-?*') {
            if ($word -notlike '*=*' -and ($values.ContainsKey("$at $word") -or $values.ContainsKey($word))) {
                $pending = $word
            }
        } elseif ($place -eq 1 -and $commands[$at] -contains $word) {
            $at = "$at $word".Trim()
        } else {
            $place++
        }
    }

    $named = ''
    $begun = $current
    if (-not $pending -and $current -like '--*=*') {
        $pending, $begun = $current -split '=', 2
        $named = "$pending="
    }
    if ($pending) {
        $keys = "$at $pending", $pending
    } elseif ($current -like '-*') {
        Show-Choice ($options[$at]) 'ParameterName'
        if ($at) { Show-Choice ($options['']) 'ParameterName' }
        return
    } else {
        $keys = "$at $place", "$at ..."
    }
    $key = $keys | Where-Object { $values.ContainsKey($_) } | Select-Object -First 1
    if ($key) {
        # Nothing is offered for a file or a text: PowerShell then offers files by itself.
        $values[$key] | Where-Object { $_ -notlike '<*>' -and $_.StartsWith($begun) } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new("$named$_", $_, 'ParameterValue', $_)
        }
    } else {
        if ($place -eq 1) { Show-Choice ($commands[$at]) 'ParameterValue' }
        if ($at) { Show-Choice ($options[$at]) 'ParameterName' }
    }
}
